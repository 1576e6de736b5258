/**
 * Property values of a plan. They are what an engine knows at preview: JSON-like data in which a value may be unknown
 * (only AWS will know it) or secret (known, and never to be printed).
 */
export type Value = null | boolean | number | string | Unknown | Secret | ValueList | PropertyMap;
export type ValueList = readonly Value[];
export interface PropertyMap {
  readonly [property: string]: Value;
}

/** How an unknown value is written in reports and plan files. */
export const UNKNOWN_MARK = "<unknown>";
/** How a secret value is written in reports and plan files. */
export const SECRET_MARK = "[secret]";

/** A value that a preview cannot know. Use the one instance, `UNKNOWN`. */
export class Unknown {
  toJSON(): string {
    return UNKNOWN_MARK;
  }
}
export const UNKNOWN = new Unknown();

/** A secret: models may read what is inside, nothing may print it. Serialising it gives the mark, not the value. */
export class Secret {
  // A private field, so that console.log, inspect and JSON.stringify have nothing to show.
  readonly #value: Value;
  constructor(value: Value) {
    this.#value = value;
  }
  reveal(): Value {
    return this.#value;
  }
  toJSON(): string {
    return SECRET_MARK;
  }
}

/** The value without its secrecy, at this level only. */
export function reveal(value: Value | undefined): Value | undefined {
  return value instanceof Secret ? reveal(value.reveal()) : value;
}

export function isUnknown(value: Value | undefined): boolean {
  return reveal(value) instanceof Unknown;
}

/** Whether the value is unknown or holds an unknown anywhere inside. */
export function containsUnknown(value: Value | undefined): boolean {
  const plain = reveal(value);
  if (plain instanceof Unknown) return true;
  if (plain === null || typeof plain !== "object") return false;
  return Object.values(plain as PropertyMap | ValueList).some(containsUnknown);
}

/** The text, or undefined where the value is absent, unknown or something else. */
export function text(value: Value | undefined): string | undefined {
  const plain = reveal(value);
  return typeof plain === "string" ? plain : undefined;
}

/** The number (also when written as text, as AWS often does), or undefined. */
export function number(value: Value | undefined): number | undefined {
  const plain = reveal(value);
  if (typeof plain === "number") return plain;
  if (typeof plain === "string" && plain.trim() !== "" && Number.isFinite(Number(plain))) return Number(plain);
  return undefined;
}

/** The boolean (also when written as text), or undefined. */
export function flag(value: Value | undefined): boolean | undefined {
  const plain = reveal(value);
  if (typeof plain === "boolean") return plain;
  if (plain === "true") return true;
  if (plain === "false") return false;
  return undefined;
}

/** The items of a list; empty where the value is absent, unknown or no list. */
export function list(value: Value | undefined): ValueList {
  const plain = reveal(value);
  return Array.isArray(plain) ? plain : [];
}

/** The properties of a record; empty where the value is absent, unknown or no record. */
export function record(value: Value | undefined): PropertyMap {
  const plain = reveal(value);
  if (plain === null || typeof plain !== "object" || Array.isArray(plain) || plain instanceof Unknown) return {};
  return plain as PropertyMap;
}

/** A JSON document held as text (a policy, container definitions), parsed; undefined where unknown or not JSON. */
export function parsedJson(value: Value | undefined): Value | undefined {
  const source = text(value);
  if (source === undefined) return undefined;
  try {
    return JSON.parse(source) as Value;
  } catch {
    return undefined;
  }
}
