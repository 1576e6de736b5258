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

/** What posts keeps about a user. */
const keptByPosts = new Set(["posts", "following", "followers", "counts"]);

/** First parts of every path that is passed on. */
export const forwardedPrefixes: readonly string[] = Object.keys(owners);

/** The service that a path is passed on to. */
export function serviceFor(method: string, path: string): ServiceName | undefined {
  const [, first = "", second, third] = path.split("?", 1)[0]?.split("/") ?? [];
  const owner = owners[first];
  if ((first === "uploads" || first === "blobs") && second === "profiles") return "users";
  if (owner !== "users") return owner;
  if (second === undefined) return method === "POST" ? "auth" : "users";
  return third !== undefined && keptByPosts.has(third) ? "posts" : "users";
}
