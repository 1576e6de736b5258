import { randomUUID } from "node:crypto";

/** What stands under a key of the cache. */
export type CacheEntry =
  | { readonly kind: "value"; readonly json: string }
  /** There is no such thing: remembered, so that it is not looked up again and again. */
  | { readonly kind: "absent" }
  /** Somebody is looking it up right now. */
  | { readonly kind: "lease" };

/** A mark that its holder alone can replace by what it looked up. */
export function newLease(): string {
  return `L${randomUUID()}`;
}

/** @param json undefined when there is no such thing */
export function encode(json: string | undefined): string {
  return json === undefined ? "A" : `V${json}`;
}

/** Undefined for what nobody of this version wrote. */
export function decode(text: string): CacheEntry | undefined {
  if (text === "A") return { kind: "absent" };
  if (text.startsWith("L")) return { kind: "lease" };
  return text.startsWith("V") ? { kind: "value", json: text.slice(1) } : undefined;
}
