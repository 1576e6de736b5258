/** One page of a list that is ordered by descending keys, newest first. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Key to ask for the next page with; absent on the last one. */
  readonly next?: string;
}

/** Sorts before every id in a list of newest first, so that the first page needs no statement of its own. */
export const startOfAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * The first `limit` of what one or several shards gave, each asked for one more than that. Merging sorted pages by key
 * gives the same page that one database would.
 */
export function firstOf<Item>(found: readonly Item[], limit: number, keyOf: (item: Item) => string): Page<Item> {
  const sorted = [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
  const items = sorted.slice(0, limit);
  const last = items.at(-1);
  return sorted.length > limit && last !== undefined ? { items, next: keyOf(last) } : { items };
}
