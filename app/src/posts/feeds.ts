import type { Databases, ReaderPosition } from "../storage/databases.js";
import { firstOf, type Page, startOfAll } from "../storage/page.js";
import type { Post, Posts } from "./posts.js";

/**
 * Feeds, denormalised: each user's list of posts lies ready on the user's own shard, and the posts themselves are read
 * from their authors' shards, each asked once.
 */
export class Feeds {
  readonly #databases: Databases;
  readonly #posts: Posts;

  constructor(databases: Databases, posts: Posts) {
    this.#databases = databases;
    this.#posts = posts;
  }

  /** Up to `limit` posts of those whom a user follows and of their own, newest first, older than `after`. */
  async of(userId: string, limit: number, after = startOfAll, reader?: ReaderPosition): Promise<Page<Post>> {
    const rows = await this.#databases
      .readFor(userId, reader)
      .query<{ post_id: string }>(
        "select post_id from feed_entries where owner_id = $1 and post_id < $2 order by post_id desc limit $3",
        [userId, after, limit + 1],
      );
    const { items: ids, next } = firstOf(
      rows.map(({ post_id }) => post_id),
      limit,
      (id) => id,
    );
    // An entry may be there a moment longer than its post.
    const items = await this.#posts.findMany(ids, reader);
    return next === undefined ? { items } : { items, next };
  }
}
