import { CachedReads } from "../cache/cachedReads.js";
import type { Services } from "../services.js";
import { type Post, Posts } from "./posts.js";

/** Bounds what a process without Redis does not hear of: a deletion by another process. */
const ttlSeconds = 30;

/** A post as the cache keeps it: with `pictureUrl` instead of the key where there is no picture, as answers have it. */
type CachedPost = Omit<Post, "createdAt" | "pictureKey"> & {
  readonly createdAt: string;
  readonly pictureKey?: string;
  readonly pictureUrl?: null;
};

/** How the JSON of an answer without a picture ends, which no other post's can: its last property is not in a text. */
const answerEnd = ',"pictureUrl":null}';

/** Posts as everybody but their authors reads them. */
export function cachedPosts({
  cache,
  databases,
}: Pick<Services, "cache" | "databases">): CachedReads<Post, CachedPost> {
  const posts = new Posts(databases);
  return new CachedReads(cache, {
    prefix: "post:3",
    ttlSeconds,
    load: async (id) => {
      const post = await posts.findNow(id);
      return post && cachedPostOf(post);
    },
    revive: ({ id, authorId, body, createdAt, pictureKey = null }) => ({
      ...{ id, authorId, body, pictureKey, createdAt: new Date(createdAt) },
    }),
  });
}

/** Whether the JSON of a cached post is that of its answer. */
export function isAnswer(json: string): boolean {
  return json.endsWith(answerEnd);
}

function cachedPostOf({ id, authorId, body, pictureKey, createdAt }: Post): CachedPost {
  const post = { id, authorId, body, createdAt: createdAt.toISOString() };
  return pictureKey === null ? { ...post, pictureUrl: null } : { ...post, pictureKey };
}
