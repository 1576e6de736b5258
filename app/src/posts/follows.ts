import { publish } from "../queue/outbox.js";
import type { Databases, ReaderPosition } from "../storage/databases.js";
import { firstOf, type Page, startOfAll } from "../storage/page.js";
import type { WriteContext } from "./posts.js";

type Request = Pick<WriteContext, "origin">;

/**
 * Who follows whom. The row on the follower's shard is the truth, and changes together with the follower's count; the
 * worker brings the copy on the other's shard after it, with the other's count.
 */
export class Follows {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  /** Begins to follow; whether this changed anything. */
  follow(followerId: string, followeeId: string, { origin }: Request): Promise<boolean> {
    return this.#databases.for(followerId).transaction(async (transaction) => {
      const [added] = await transaction.query(
        `with added as (
           insert into follows (follower_id, followee_id) values ($1, $2) on conflict do nothing returning follower_id),
         counted as (
           insert into user_counts (user_id, following) select follower_id, 1 from added
           on conflict (user_id) do update set following = user_counts.following + 1)
         select 1 from added`,
        [followerId, followeeId],
      );
      if (added) await publish(transaction, { type: "follow.created", followerId, followeeId }, origin);
      return added !== undefined;
    });
  }

  /** Stops following; whether this changed anything. */
  unfollow(followerId: string, followeeId: string, { origin }: Request): Promise<boolean> {
    return this.#databases.for(followerId).transaction(async (transaction) => {
      const [removed] = await transaction.query(
        `with removed as (delete from follows where follower_id = $1 and followee_id = $2 returning follower_id),
         counted as (
           update user_counts set following = following - 1 from removed where user_id = removed.follower_id)
         select 1 from removed`,
        [followerId, followeeId],
      );
      if (removed) await publish(transaction, { type: "follow.deleted", followerId, followeeId }, origin);
      return removed !== undefined;
    });
  }

  /** Ids of those whom a user follows, by descending id. */
  async followedBy(userId: string, limit: number, after = startOfAll, reader?: ReaderPosition): Promise<Page<string>> {
    const rows = await this.#databases
      .readFor(userId, reader)
      .query<{ id: string }>(
        "select followee_id as id from follows where follower_id = $1 and followee_id < $2 order by followee_id desc limit $3",
        [userId, after, limit + 1],
      );
    return firstOf(
      rows.map(({ id }) => id),
      limit,
      (id) => id,
    );
  }

  /** Ids of those who follow a user, by descending id. */
  async followersOf(userId: string, limit: number, after = startOfAll, reader?: ReaderPosition): Promise<Page<string>> {
    const rows = await this.#databases
      .readFor(userId, reader)
      .query<{ id: string }>(
        "select follower_id as id from followers where followee_id = $1 and follower_id < $2 order by follower_id desc limit $3",
        [userId, after, limit + 1],
      );
    return firstOf(
      rows.map(({ id }) => id),
      limit,
      (id) => id,
    );
  }
}
