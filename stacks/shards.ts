import { Database } from "../components/database";
import type { Network } from "../components/network";
import { ShardedDatabase } from "../components/sharded-database";
import { FIRST_SHARD } from "./setting-keys";
import type { Settings } from "./settings";

/** The databases of users and of posts, spread over the same shards by the same hash of the user's id. */
export interface Shards {
  readonly users: ShardedDatabase;
  readonly posts: ShardedDatabase;
  /** All of both. */
  readonly databases: readonly Database[];
}

/** The databases `main` and `posts`, as services have them, are the first shard of each; further ones as configured. */
export function shards(settings: Settings, network: Network): Shards {
  const data = {
    network,
    instanceClass: settings.databaseClass,
    storageGiB: settings.databaseStorageGiB,
    standby: settings.databaseStandby,
    replicas: settings.databaseReplicas,
    deletionProtection: settings.deletionProtection,
  };
  const ranges = settings.shardRanges.length > 0 ? { ranges: settings.shardRanges } : {};
  const spread = (name: string, first: Database) =>
    new ShardedDatabase(name, {
      ...data,
      ...ranges,
      first: { name: FIRST_SHARD, database: first },
      shards: settings.shards,
    });

  const users = spread("users", new Database("main", data));
  const posts = spread("posts", new Database("posts", data));
  return { users, posts, databases: [...users.databases.values(), ...posts.databases.values()] };
}
