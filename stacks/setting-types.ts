import * as pulumi from "@pulumi/pulumi";

/** What one configuration key may hold. */
export interface SettingType<T> {
  /** As messages say it: `a whole number from 1 to 6`. */
  readonly description: string;
  /**
   * Whether it is shown to nobody, not even when it is wrong.
   * @default false
   */
  readonly secret?: boolean;
  /** The value a text stands for; undefined if it stands for none. */
  parse(text: string): T | undefined;
}

/** A whole number within bounds, both allowed. */
export function wholeNumber(from: number, to: number): SettingType<number> {
  return {
    description: `a whole number from ${from} to ${to}`,
    parse: (text) => (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined),
  };
}

/** A number within bounds, both allowed. */
export function number(from: number, to: number): SettingType<number> {
  return {
    description: `a number from ${from} to ${to}`,
    parse: (text) =>
      /^\d+(\.\d+)?$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
  };
}

export function yesOrNo(): SettingType<boolean> {
  return {
    description: "true or false",
    parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
  };
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): SettingType<T> {
  return { description: `one of ${words.join(", ")}`, parse: (text) => words.find((word) => word === text) };
}

/** A text of a certain form. */
export function text(description: string, pattern: RegExp): SettingType<string> {
  return { description, parse: (value) => (pattern.test(value) ? value : undefined) };
}

/**
 * A secret, which stays one wherever it goes. Its form is not looked at: a preview without the stack's key has a stand-in
 * for it.
 */
export function secretText(description: string): SettingType<pulumi.Output<string>> {
  return {
    description,
    secret: true,
    parse: (value) => (value.trim() === "" ? undefined : pulumi.secret(value)),
  };
}

/** The same, or nothing: an empty text means that it is not set. */
export function optional<T>(type: SettingType<T>): SettingType<T | null> {
  return {
    ...type,
    description: `${type.description}, or empty`,
    parse: (value) => (value === "" ? null : type.parse(value)),
  };
}

/** A list, each item of one type. Arrives as JSON, as all structured configuration does. */
export function listOf<T>(type: SettingType<T>): SettingType<readonly T[]> {
  return {
    description: `a list, each item ${type.description}`,
    parse: (value) => everyItem(value, (item) => (typeof item === "string" ? type.parse(item) : undefined)),
  };
}

/** A list, each item with the same keys and a value of its own type for each. */
export function listOfRecords<T extends object>(
  types: { readonly [K in keyof T]: SettingType<T[K]> },
): SettingType<readonly T[]> {
  const keys = Object.entries<SettingType<unknown>>(types);
  const described = keys.map(([key, { description }]) => `${key} (${description})`).join(", ");
  return {
    description: `a list, each item with ${described}`,
    parse: (value) =>
      everyItem(value, (item) => {
        if (typeof item !== "object" || item === null || Object.keys(item).length !== keys.length) return undefined;
        const given = new Map(Object.entries(item));
        const parsed = keys.map(([key, type]) => [key, type.parse(String(given.get(key) ?? ""))] as const);
        return parsed.some(([, each]) => each === undefined) ? undefined : (Object.fromEntries(parsed) as T);
      }),
  };
}

function everyItem<T>(value: string, parse: (item: unknown) => T | undefined): readonly T[] | undefined {
  const items = parseList(value)?.map(parse);
  const parsed = items?.filter((item) => item !== undefined);
  return parsed?.length === items?.length ? parsed : undefined;
}

function parseList(value: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
