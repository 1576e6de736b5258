import type { Databases, ReaderPosition } from "../storage/databases.js";
import { eachShard } from "../storage/eachShard.js";

/** Numbers beside a user's name. */
export interface Counts {
  readonly posts: number;
  readonly following: number;
  readonly followers: number;
}

type CountsRow = { user_id: string; posts: number; following: number; followers: number };

const none: Counts = { posts: 0, following: 0, followers: 0 };

/** Denormalised counts, each on the shard of its user: read by key, never counted. */
export class UserCounts {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  /** The counts of a user; zeros for one of whom nothing is known here. */
  async of(userId: string, reader?: ReaderPosition): Promise<Counts> {
    return (await this.ofMany([userId], reader)).get(userId) ?? none;
  }

  /** The counts of many users; each shard is asked once. */
  async ofMany(userIds: readonly string[], reader?: ReaderPosition): Promise<ReadonlyMap<string, Counts>> {
    const rows = await eachShard(this.#databases, userIds, reader, (shard, ids) =>
      shard.query<CountsRow>(
        "select user_id, posts, following, followers from user_counts where user_id = any($1::uuid[])",
        [ids],
      ),
    );
    const counts = new Map(userIds.map((id) => [id, none]));
    for (const { user_id, posts, following, followers } of rows) counts.set(user_id, { posts, following, followers });
    return counts;
  }
}
