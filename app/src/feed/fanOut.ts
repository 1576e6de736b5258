import { feedChannel, type PubSub } from "../live/pubSub.js";
import type { EventOf } from "../queue/events.js";
import type { Databases } from "../storage/databases.js";
import { followersOf, type OnShard } from "./followersOf.js";

type Post = Omit<EventOf<"post.created">, "type">;

/**
 * Fan-out on write: a new post goes into the feed of everybody who follows its author, and those who are connected are
 * told. Doing it again changes nothing. A post that is deleted meanwhile is taken out again, so that whichever of the two
 * events is worked on last, no feed keeps it.
 */
export async function fanOut(databases: Databases, pubSub: PubSub, post: Post): Promise<void> {
  if (!(await isThere(databases, post))) return;
  for await (const shards of followersOf(databases, post.authorId)) {
    const told = (await Promise.all(shards.map((shard) => addToFeeds(shard, post)))).flat();
    const message = JSON.stringify({ type: "post.created", postId: post.postId, authorId: post.authorId });
    await Promise.all(told.map((userId) => pubSub.publish(feedChannel(userId), message)));
  }
  if (!(await isThere(databases, post))) await takeBack(databases, pubSub, post);
}

/** Takes a deleted post out of every feed. */
export async function takeBack(databases: Databases, pubSub: PubSub, { postId, authorId }: Post): Promise<void> {
  const message = JSON.stringify({ type: "post.deleted", postId, authorId });
  for await (const shards of followersOf(databases, authorId)) {
    for (const { database, userIds } of shards) {
      const gone = await database.query<{ owner_id: string }>(
        "delete from feed_entries where owner_id = any($1::uuid[]) and post_id = $2 returning owner_id",
        [userIds, postId],
      );
      await Promise.all(gone.map(({ owner_id: owner }) => pubSub.publish(feedChannel(owner), message)));
    }
  }
}

/**
 * Only into feeds of those who still follow: the row is held until the entry is there, so that somebody who stops
 * following at this moment has it removed afterwards.
 */
async function addToFeeds({ database, userIds }: OnShard, { postId, authorId }: Post): Promise<readonly string[]> {
  const added = await database.query<{ owner_id: string }>(
    `insert into feed_entries (owner_id, post_id, author_id)
     select follower_id, $2, followee_id from follows where follower_id = any($1::uuid[]) and followee_id = $3 for share
     on conflict do nothing returning owner_id`,
    [userIds, postId, authorId],
  );
  return added.map(({ owner_id }) => owner_id);
}

async function isThere(databases: Databases, { postId, authorId }: Post): Promise<boolean> {
  const rows = await databases.for(authorId).query("select 1 from posts where id = $1", [postId]);
  return rows.length > 0;
}
