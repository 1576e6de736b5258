import type { Origin } from "../operations/trace.js";
import { cachedPosts } from "../posts/cachedPosts.js";
import { authorHashOf } from "../posts/postId.js";
import { Posts } from "../posts/posts.js";
import type { EventOf } from "../queue/events.js";
import { publish } from "../queue/outbox.js";
import { once } from "../queue/processed.js";
import type { Services } from "../services.js";
import { newId } from "../storage/id.js";

type Ours = Pick<Services, "cache" | "databases" | "moderator">;

/**
 * Has a new post looked at, where somebody is configured for it: by an event of its own, so that a third party that is
 * away holds up no feed.
 */
export async function planModeration(
  { databases, moderator }: Ours,
  { postId, authorId }: EventOf<"post.created">,
  message: string,
): Promise<void> {
  if (moderator === undefined) return;
  await once(databases.for(authorId), `${message}:moderation`, (transaction) =>
    publish(transaction, { type: "moderation.due", postId, authorId }),
  );
}

/** Asks about a post and does what the answer says; tried again by the queue when there is none. */
export async function moderate(ours: Ours, { postId, authorId }: EventOf<"moderation.due">): Promise<void> {
  const [post] = await ours.databases
    .for(authorId)
    .query<{ body: string }>("select body from posts where id = $1", [postId]);
  if (!post || !ours.moderator) return;
  const verdict = await ours.moderator.judge({ id: postId, authorId, body: post.body });
  if (verdict === "remove") await removePost(ours, postId, { requestId: newId() });
}

/** Takes a post down, whoever its author is; whether there was one. Doing it again changes nothing. */
export async function removePost(ours: Ours, postId: string, origin: Partial<Origin>): Promise<boolean> {
  const { databases } = ours;
  const [post] = await databases
    .for(authorHashOf(postId))
    .query<{ author_id: string }>("select author_id from posts where id = $1", [postId]);
  if (!post) return false;
  const removed = await new Posts(databases).delete(postId, post.author_id, { origin });
  await cachedPosts(ours).forget(postId);
  return removed;
}
