import type { Config } from "../config.js";
import { type Databases, noDatabases, oneDatabase } from "./databases.js";
import { openEmbeddedDatabase } from "./embeddedDatabase.js";
import type { MigrationSet } from "./migrations.js";
import { PostgresDatabase } from "./postgresDatabase.js";
import { Shard } from "./shard.js";
import { ShardedDatabases } from "./shardedDatabases.js";
import { hashSpace } from "./shardHash.js";
import { readShardMap, type ShardRange } from "./shardMap.js";

/** Name of the only shard, where there is no map. */
const only = "main";

/** The databases that the configuration names; without any, the embedded one. */
export async function openDatabases(config: Config, tables: readonly MigrationSet[]): Promise<Databases> {
  const { databaseUrl, databaseReplicaUrls, databaseShards } = config;
  if (tables.length === 0) return noDatabases;
  if (databaseShards !== undefined) {
    const { shards, ranges } = readShardMap(databaseShards);
    return open(
      Object.entries(shards).map(([name, { url, replicaUrls }]) => shardAt(name, url, replicaUrls)),
      ranges,
      tables,
    );
  }
  if (databaseUrl === undefined) return oneDatabase(await openEmbeddedDatabase(config.dataDir));
  return open([shardAt(only, databaseUrl, databaseReplicaUrls)], [{ from: 0, to: hashSpace - 1, shard: only }], tables);
}

async function open(
  shards: readonly Shard[],
  ranges: readonly ShardRange[],
  tables: readonly MigrationSet[],
): Promise<Databases> {
  const databases = new ShardedDatabases(shards, ranges, tables);
  await Promise.all([...shards.map((shard) => shard.watch()), databases.watch()]);
  return databases;
}

function shardAt(name: string, url: string, replicaUrls: readonly string[]): Shard {
  return new Shard(name, new PostgresDatabase(url), replicaUrls);
}
