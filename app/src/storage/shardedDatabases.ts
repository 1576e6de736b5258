import type { Database, Queryable } from "./database.js";
import type { Databases, ReaderPosition } from "./databases.js";
import type { MigrationSet } from "./migrations.js";
import { anyShard, laterOf } from "./readerPosition.js";
import type { Shard } from "./shard.js";
import { hashOf, type ShardKey } from "./shardHash.js";
import type { ShardRange } from "./shardMap.js";
import { ShardMoves } from "./shardMoves.js";

/** Shards on servers: each key is on the one that its hash belongs to. One server is one shard with all hashes. */
export class ShardedDatabases implements Databases {
  readonly #shards: ReadonlyMap<string, Shard>;
  readonly #moves: ShardMoves;
  readonly all: readonly Database[];

  /**
   * @param ranges sorted, without a gap or an overlap
   * @param tables what this process has in them: it follows moves of that
   */
  constructor(shards: readonly Shard[], ranges: readonly ShardRange[], tables: readonly MigrationSet[]) {
    this.#shards = new Map(shards.map((shard) => [shard.name, shard]));
    this.#moves = new ShardMoves(shards, ranges, tables);
    this.all = shards.map(({ primary }) => primary);
  }

  /** Looks at where the rows are now, and from then on regularly. */
  watch(): Promise<void> {
    return this.#moves.watch();
  }

  for(key: ShardKey): Database {
    return this.#shardOf(key).primary;
  }

  readFor(key: ShardKey, reader?: ReaderPosition): Queryable {
    const shard = this.#shardOf(key);
    return shard.reader(reader?.get(shard.name) ?? reader?.get(anyShard));
  }

  async positionAfter(key: ShardKey, reader?: ReaderPosition): Promise<ReaderPosition | undefined> {
    const shard = this.#shardOf(key);
    const position = await shard.position();
    return position === undefined ? undefined : laterOf(reader, shard.name, position);
  }

  async close(): Promise<void> {
    await this.#moves.stop();
    await Promise.all([...this.#shards.values()].map((shard) => shard.close()));
  }

  #shardOf(key: ShardKey): Shard {
    const hash = hashOf(key);
    const range = this.#moves.ranges.find(({ from, to }) => from <= hash && hash <= to);
    const shard = range && this.#shards.get(range.shard);
    if (!shard) throw new Error(`No shard has the hash ${hash}.`);
    return shard;
  }
}
