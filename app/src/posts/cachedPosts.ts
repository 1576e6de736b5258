import { CachedReads } from "../cache/cachedReads.js";
import type { Services } from "../services.js";
import { type Post, Posts } from "./posts.js";

/** Bounds what a process without Redis does not hear of: a deletion by another process. */
const ttlSeconds = 30;

/** Posts as everybody but their authors reads them. */
export function cachedPosts({
  cache,
  databases,
}: Pick<Services, "cache" | "databases">): CachedReads<Post, Omit<Post, "createdAt"> & { createdAt: string }> {
  const posts = new Posts(databases);
  return new CachedReads(cache, {
    prefix: "post:1",
    ttlSeconds,
    load: (id) => posts.findNow(id),
    revive: (stored) => ({ ...stored, createdAt: new Date(stored.createdAt) }),
  });
}
