import { randomUUID } from "node:crypto";
import { tagLength } from "../entityTag.js";

/** A value as it is kept: its JSON, and the tag of that, made once and not for each who reads it. */
export interface Kept {
  readonly json: string;
  readonly tag: string;
}

/** What stands under a key of the cache. */
export type CacheEntry =
  | { readonly kind: "value"; readonly kept: Kept }
  /** There is no such thing: remembered, so that it is not looked up again and again. */
  | { readonly kind: "absent" }
  /** Somebody is looking it up right now. */
  | { readonly kind: "lease" };

/** A mark that its holder alone can replace by what it looked up. */
export function newLease(): string {
  return `L${randomUUID()}`;
}

/** @param kept undefined when there is no such thing */
export function encode(kept: Kept | undefined): string {
  return kept === undefined ? "A" : `T${kept.tag}${kept.json}`;
}

/** Undefined for what nobody of this version wrote. */
export function decode(text: string): CacheEntry | undefined {
  if (text.startsWith("T"))
    return { kind: "value", kept: { tag: text.slice(1, 1 + tagLength), json: text.slice(1 + tagLength) } };
  if (text === "A") return { kind: "absent" };
  return text.startsWith("L") ? { kind: "lease" } : undefined;
}
