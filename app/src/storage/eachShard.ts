import type { Queryable } from "./database.js";
import type { Databases, ReaderPosition } from "./databases.js";
import type { ShardKey } from "./shardHash.js";

/** Reads many things by their ids: asks each shard once, side by side, for those of them that it has. */
export async function eachShard<Found>(
  databases: Databases,
  ids: readonly string[],
  reader: ReaderPosition | undefined,
  ask: (shard: Queryable, ids: readonly string[]) => Promise<readonly Found[]>,
  keyOf: (id: string) => ShardKey = (id) => id,
): Promise<readonly Found[]> {
  // By the primary: a shard's replicas are taken in turn, and one of them is asked for all of its ids.
  const shards = new Map<Queryable, { readonly key: ShardKey; readonly ids: string[] }>();
  for (const id of new Set(ids)) {
    const key = keyOf(id);
    const shard = databases.for(key);
    const group = shards.get(shard) ?? { key, ids: [] };
    group.ids.push(id);
    shards.set(shard, group);
  }
  const found = await Promise.all(
    [...shards.values()].map(({ key, ids: itsIds }) => ask(databases.readFor(key, reader), itsIds)),
  );
  return found.flat();
}
