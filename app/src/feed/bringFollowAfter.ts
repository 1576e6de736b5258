import type { EventOf } from "../queue/events.js";
import { once } from "../queue/processed.js";
import type { Database, Queryable } from "../storage/database.js";
import type { Databases } from "../storage/databases.js";

type Follow = Omit<EventOf<"follow.created">, "type">;

/** Posts that a feed gets at once from somebody who is newly followed. */
const backfilledPosts = 50;

/**
 * Brings everything after the truth, which is the row in `follows` on the follower's shard: the copy of it and the count
 * on the followee's shard, and the follower's feed. It looks at how things stand, one message of a pair at a time, so
 * messages may come late, twice or in the wrong order: after the last one, all is as the row says.
 */
export async function bringFollowAfter(databases: Databases, message: string, follow: Follow): Promise<void> {
  const follower = databases.for(follow.followerId);
  const followee = databases.for(follow.followeeId);
  await once(followee, message, async (transaction) => {
    await alone(transaction, follow);
    await copy(transaction, follow, await isFollowed(within(transaction, followee, follower), follow));
  });
  const backfilled = await follower.transaction(async (transaction) => {
    await alone(transaction, follow);
    if (await isFollowed(transaction, follow))
      return backfill(transaction, within(transaction, follower, followee), follow);
    const { followerId, followeeId } = follow;
    await transaction.query("delete from feed_entries where owner_id = $1 and author_id = $2", [
      followerId,
      followeeId,
    ]);
    return [];
  });
  await dropDeleted(followee, follower, follow, backfilled);
}

/** The transaction where it is on the same shard, which may have no second connection. */
function within(transaction: Queryable, own: Database, other: Database): Queryable {
  return own === other ? transaction : other;
}

/** Waits until no other message of the pair is worked on. */
async function alone(transaction: Queryable, { followerId, followeeId }: Follow): Promise<void> {
  await transaction.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${followerId} ${followeeId}`]);
}

async function isFollowed(database: Queryable, { followerId, followeeId }: Follow): Promise<boolean> {
  const rows = await database.query("select 1 from follows where follower_id = $1 and followee_id = $2", [
    followerId,
    followeeId,
  ]);
  return rows.length > 0;
}

/** The count changes exactly when the copy does. */
async function copy(transaction: Queryable, { followerId, followeeId }: Follow, followed: boolean): Promise<void> {
  const changed = await transaction.query(
    followed
      ? "insert into followers (followee_id, follower_id) values ($1, $2) on conflict do nothing returning 1"
      : "delete from followers where followee_id = $1 and follower_id = $2 returning 1",
    [followeeId, followerId],
  );
  if (changed.length === 0) return;
  await transaction.query(
    followed
      ? `insert into user_counts (user_id, followers) values ($1, 1)
         on conflict (user_id) do update set followers = user_counts.followers + 1`
      : "update user_counts set followers = followers - 1 where user_id = $1",
    [followeeId],
  );
}

async function backfill(
  transaction: Queryable,
  posts: Queryable,
  { followerId, followeeId }: Follow,
): Promise<readonly string[]> {
  const latest = await posts.query<{ id: string }>(
    "select id from posts where author_id = $1 order by id desc limit $2",
    [followeeId, backfilledPosts],
  );
  const postIds = latest.map(({ id }) => id);
  await transaction.query(
    `insert into feed_entries (owner_id, post_id, author_id)
     select $1, post_id, $2 from unnest($3::uuid[]) as post_id on conflict do nothing`,
    [followerId, followeeId, postIds],
  );
  return postIds;
}

/** A post that was deleted while it was put into the feed: its own event may have come just before. */
async function dropDeleted(
  posts: Queryable,
  feeds: Queryable,
  { followerId }: Follow,
  postIds: readonly string[],
): Promise<void> {
  if (postIds.length === 0) return;
  const there = await posts.query<{ id: string }>("select id from posts where id = any($1::uuid[])", [postIds]);
  const kept = new Set(there.map(({ id }) => id));
  const gone = postIds.filter((id) => !kept.has(id));
  if (gone.length === 0) return;
  await feeds.query("delete from feed_entries where owner_id = $1 and post_id = any($2::uuid[])", [followerId, gone]);
}
