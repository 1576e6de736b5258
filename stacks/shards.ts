import { Database } from "../components/database";
import type { DatabaseReplica } from "../components/database-replica";
import type { Network } from "../components/network";
import { ShardedDatabase } from "../components/sharded-database";
import { ShardedDatabaseReplica } from "../components/sharded-database-replica";
import type { Place } from "./places";
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

/** The copies of both in another region. */
export interface ShardCopies {
  readonly users: ShardedDatabaseReplica;
  readonly posts: ShardedDatabaseReplica;
  /** All of both. */
  readonly databases: readonly DatabaseReplica[];
}

/** A copy of every shard where a network of another region is, with standbys where the shards have them. */
export function shardCopies(settings: Settings, { users, posts }: Shards, there: Place, network: Network): ShardCopies {
  const args = {
    network,
    standby: settings.databaseStandby,
    promoted: settings.promotedRegion !== null,
    deletionProtection: settings.deletionProtection,
  };
  const copies = {
    users: new ShardedDatabaseReplica(there.named("users"), { of: users, ...args }, there.opts),
    posts: new ShardedDatabaseReplica(there.named("posts"), { of: posts, ...args }, there.opts),
  };
  return { ...copies, databases: [...copies.users.copies.values(), ...copies.posts.copies.values()] };
}
