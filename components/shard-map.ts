/**
 * Number of hashes that a user id can have. The hash is the first four bytes of the SHA-256 of the id as text, read as a
 * number, so that every language and both engines' SQL find the same one.
 */
export const HASH_SPACE = 2 ** 32;

/** Hashes `from` to `to`, both included, and the shard whose users they are. */
export interface ShardRange {
  readonly from: number;
  readonly to: number;
  readonly shard: string;
}

/**
 * What is wrong with ranges, one sentence each: every hash must belong to exactly one shard, and each shard must be
 * there. Nothing is wrong with a shard that has no range yet: users are moved to it later.
 */
export function mistakesInRanges(ranges: readonly ShardRange[], shards: readonly string[]): readonly string[] {
  const found = ranges.flatMap((range) => mistakesInRange(range, shards));
  if (found.length > 0) {
    return found;
  }
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  let next = 0;
  for (const range of sorted) {
    if (range.from > next) {
      found.push(`hashes ${next} to ${range.from - 1} belong to no shard`);
    } else if (range.from < next) {
      found.push(`hashes ${range.from} to ${Math.min(range.to, next - 1)} belong to two ranges`);
    }
    next = Math.max(next, range.to + 1);
  }
  if (next < HASH_SPACE) {
    found.push(`hashes ${next} to ${HASH_SPACE - 1} belong to no shard`);
  }
  return found;
}

function mistakesInRange({ from, to, shard }: ShardRange, shards: readonly string[]): string[] {
  const found: string[] = [];
  if (!isHash(from) || !isHash(to) || from > to) {
    found.push(`${from} to ${to} is no range of whole numbers from 0 to ${HASH_SPACE - 1}`);
  }
  if (!shards.includes(shard)) {
    found.push(`${from} to ${to} belong to ${shard}, which is none of ${shards.join(", ")}`);
  }
  return found;
}

function isHash(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < HASH_SPACE;
}
