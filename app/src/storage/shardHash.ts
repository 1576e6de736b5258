import { hash as digestOf } from "node:crypto";
import { LRUCache } from "lru-cache";

/** Hashes of ids that ask again and again: each request looks where its caller's rows are, more than once. */
const known = new LRUCache<string, number>({ max: 10_000 });

/** Number of hashes that a key can have. */
export const hashSpace = 2 ** 32;

/**
 * What decides about the shard of a key: an id, or a hash where it is known already.
 */
export type ShardKey = string | number;

/**
 * The hash of a key: the first four bytes of the SHA-256 of its text, as a number. The same function that the
 * infrastructure's map of shards is about, and that SQL can compute.
 */
export function hashOf(key: ShardKey): number {
  if (typeof key === "number") return key;
  const before = known.get(key);
  if (before !== undefined) return before;
  const hash = digestOf("sha256", key, "buffer").readUInt32BE(0);
  known.set(key, hash);
  return hash;
}
