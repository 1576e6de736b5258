import { randomUUID } from "node:crypto";

/** What stands under a key of the cache. */
export type CacheEntry =
  | { readonly kind: "value"; readonly value: unknown }
  /** There is no such thing: remembered, so that it is not looked up again and again. */
  | { readonly kind: "absent" }
  /** Somebody is looking it up right now. */
  | { readonly kind: "lease" };

/** A mark that its holder alone can replace by what it looked up. */
export function newLease(): string {
  return `L${randomUUID()}`;
}

export function encode(value: unknown): string {
  return value === undefined ? "A" : `V${JSON.stringify(value)}`;
}

/** Undefined for what nobody of this version wrote. */
export function decode(text: string): CacheEntry | undefined {
  if (text === "A") return { kind: "absent" };
  if (text.startsWith("L")) return { kind: "lease" };
  if (!text.startsWith("V")) return undefined;
  try {
    return { kind: "value", value: JSON.parse(text.slice(1)) };
  } catch {
    return undefined;
  }
}
