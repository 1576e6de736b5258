import { type PropertyMap, SECRET_MARK, Secret, UNKNOWN, UNKNOWN_MARK, Unknown, type Value } from "../../model/value";
import type { Located } from "./located";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Around a text that is spelled like a mark, and around an object that is spelled like such a wrapping. */
const TEXT = "$text";
const OBJECT = "$object";

/** Property values as a plan file holds them: unknown and secret values as marks, all else as it is. */
export function encodeMap(map: PropertyMap): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, encode(value)]));
}

/** One value. */
export function encode(value: Value): Json {
  if (value instanceof Unknown) return UNKNOWN_MARK;
  if (value instanceof Secret) return SECRET_MARK;
  if (typeof value === "string") return value === UNKNOWN_MARK || value === SECRET_MARK ? { [TEXT]: value } : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(encode);
  const encoded = encodeMap(value as PropertyMap);
  return wrapping(value) === undefined ? encoded : { [OBJECT]: encoded };
}

/** Reads them back. A report (`--json`) has the same marks but wraps nothing. */
export function decodeMap(located: Located, wraps: boolean): PropertyMap {
  return Object.fromEntries(located.entries().map(([key, inner]) => [key, decode(inner, wraps)]));
}

/** Reads one value back. */
export function decode(located: Located, wraps: boolean): Value {
  const { value } = located;
  if (value === UNKNOWN_MARK) return UNKNOWN;
  if (value === SECRET_MARK) return new Secret(UNKNOWN);
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (Array.isArray(value)) return located.items().map((item) => decode(item, wraps));
  const wrapped = wraps && typeof value === "object" ? wrapping(value) : undefined;
  if (wrapped === TEXT) return located.at(TEXT).text();
  return decodeMap(wrapped === OBJECT ? located.at(OBJECT) : located, wraps);
}

/** The wrapping that an object is, by its only key. */
function wrapping(value: object): string | undefined {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === TEXT || keys[0] === OBJECT) ? keys[0] : undefined;
}
