import type { ServiceName } from "./backends.js";

/** First parts of paths that lead to one service. */
const owners: Readonly<Record<string, ServiceName>> = {
  sessions: "auth",
  accounts: "auth",
  users: "users",
  posts: "posts",
  feed: "posts",
  follows: "posts",
  uploads: "posts",
  blobs: "posts",
  webhooks: "posts",
  moderation: "posts",
};

/** First parts of paths that lead to one service or another by what follows. */
const divided = new Set(["users", "uploads", "blobs"]);

/** What posts keeps about a user. */
const keptByPosts = new Set(["posts", "following", "followers", "counts"]);

/** First parts of every path that is passed on. */
export const forwardedPrefixes: readonly string[] = Object.keys(owners);

/** The service that a path is passed on to, by its first part: of few of them must more of it be looked at. */
export function serviceFor(prefix: string, method: string, path: string): ServiceName | undefined {
  const owner = owners[prefix];
  if (!divided.has(prefix)) return owner;
  const [, , second, third] = path.split("?", 1)[0]?.split("/") ?? [];
  if (prefix !== "users") return second === "profiles" ? "users" : owner;
  if (second === undefined) return method === "POST" ? "auth" : "users";
  return third !== undefined && keptByPosts.has(third) ? "posts" : "users";
}
