import type { Database } from "../storage/database.js";
import type { Databases } from "../storage/databases.js";

const pageRows = 1_000;
const beforeEveryId = "00000000-0000-0000-0000-000000000000";

/** People on one shard. */
export interface OnShard {
  readonly database: Database;
  readonly userIds: readonly string[];
}

/** Everybody who follows somebody, a page at a time, sorted by the shards that they are on. */
export async function* followersOf(databases: Databases, userId: string): AsyncGenerator<readonly OnShard[]> {
  for (let after: string | undefined = beforeEveryId; after !== undefined; ) {
    const rows: readonly { follower_id: string }[] = await databases
      .for(userId)
      .query(
        "select follower_id from followers where followee_id = $1 and follower_id > $2 order by follower_id limit $3",
        [userId, after, pageRows],
      );
    if (rows.length > 0)
      yield byShard(
        databases,
        rows.map(({ follower_id }) => follower_id),
      );
    after = rows.length === pageRows ? rows.at(-1)?.follower_id : undefined;
  }
}

function byShard(databases: Databases, userIds: readonly string[]): readonly OnShard[] {
  const shards = new Map<Database, string[]>();
  for (const userId of userIds) {
    const database = databases.for(userId);
    shards.set(database, [...(shards.get(database) ?? []), userId]);
  }
  return [...shards].map(([database, ids]) => ({ database, userIds: ids }));
}
