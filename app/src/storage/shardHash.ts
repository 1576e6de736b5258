import { createHash } from "node:crypto";

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
  return typeof key === "number" ? key : createHash("sha256").update(key).digest().readUInt32BE(0);
}
