import type { Database, Queryable } from "./database.js";
import type { ShardKey } from "./shardHash.js";

/**
 * What a reader must see: for each shard by its name, the position in that shard's write-ahead log (LSN) after the last
 * write this reader knows of. Travels as the header `x-read-after`.
 */
export type ReaderPosition = ReadonlyMap<string, bigint>;

/** The databases of this process: one, or the shards that share its users, each with its replicas. */
export interface Databases {
  /** Primary of the shard that this key's hash lies in. The same object for every key of a shard. */
  for(key: ShardKey): Database;
  /** A replica when it has replayed what this reader must see, else the primary. */
  readFor(key: ShardKey, reader?: ReaderPosition): Queryable;
  /** Every shard's primary. */
  readonly all: readonly Database[];
  /** What a reader must see to see the write to this key that was just committed; undefined when nobody reads replicas. */
  positionAfter(key: ShardKey, reader?: ReaderPosition): Promise<ReaderPosition | undefined>;
  close(): Promise<void>;
}

/** One database without replicas: everything is on it. */
export function oneDatabase(database: Database): Databases {
  return {
    for: () => database,
    readFor: () => database,
    all: [database],
    positionAfter: async () => undefined,
    close: () => database.close(),
  };
}

/** No database, as the gateway's: asking for one is a mistake in the program. */
export const noDatabases: Databases = {
  for: refuse,
  readFor: refuse,
  all: [],
  positionAfter: async () => undefined,
  close: async () => {},
};

function refuse(): never {
  throw new Error("This role has no database.");
}
