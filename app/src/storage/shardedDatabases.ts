import type { Database, Queryable } from "./database.js";
import type { Databases, ReaderPosition } from "./databases.js";
import { laterOf } from "./readerPosition.js";
import type { Shard } from "./shard.js";
import { hashOf, type ShardKey } from "./shardHash.js";
import type { ShardRange } from "./shardMap.js";

/** Shards on servers: each key is on the one that its hash belongs to. One server is one shard with all hashes. */
export class ShardedDatabases implements Databases {
  readonly #shards: ReadonlyMap<string, Shard>;
  readonly #ranges: readonly ShardRange[];
  readonly all: readonly Database[];

  /** @param ranges sorted, without a gap or an overlap */
  constructor(shards: readonly Shard[], ranges: readonly ShardRange[]) {
    this.#shards = new Map(shards.map((shard) => [shard.name, shard]));
    this.#ranges = ranges;
    this.all = shards.map(({ primary }) => primary);
  }

  for(key: ShardKey): Database {
    return this.#shardOf(key).primary;
  }

  readFor(key: ShardKey, reader?: ReaderPosition): Queryable {
    const shard = this.#shardOf(key);
    return shard.reader(reader?.get(shard.name));
  }

  async positionAfter(key: ShardKey, reader?: ReaderPosition): Promise<ReaderPosition | undefined> {
    const shard = this.#shardOf(key);
    const position = await shard.position();
    return position === undefined ? undefined : laterOf(reader, shard.name, position);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#shards.values()].map((shard) => shard.close()));
  }

  #shardOf(key: ShardKey): Shard {
    const hash = hashOf(key);
    const range = this.#ranges.find(({ from, to }) => from <= hash && hash <= to);
    const shard = range && this.#shards.get(range.shard);
    if (!shard) throw new Error(`No shard has the hash ${hash}.`);
    return shard;
  }
}
