import { isRecord } from "./yaml-file";

export const CONFIG_TYPES = ["string", "integer", "boolean", "array", "object"] as const;

/** Declared type of a configuration value; `items` for an array. */
export interface ConfigType {
  readonly type: (typeof CONFIG_TYPES)[number];
  readonly items?: ConfigType;
}

/** Whether a value is of a declared type. Text that reads as a whole number or as true or false passes for those. */
export function isOfType(value: unknown, { type, items }: ConfigType): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value) || (typeof value === "string" && /^[+-]?\d+$/.test(value));
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return isRecord(value);
    case "array":
      return Array.isArray(value) && items !== undefined && value.every((item) => isOfType(item, items));
  }
}

/** The type as messages name it: `array<string>`. */
export function typeName({ type, items }: ConfigType): string {
  return items === undefined ? type : `${type}<${typeName(items)}>`;
}
