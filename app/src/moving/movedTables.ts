/** Which tables a move takes along: a shard's, or those of the posts' services, to a database of their own. */
export type TableSet = "all" | "posts";

/** A table and how to find the rows of a range of hashes in it. */
export interface MovedTable {
  readonly name: string;
  readonly key: readonly string[];
  /** Column that the hash is of; without one every row is copied, and stays where it is too. */
  readonly hashed: string | undefined;
  /** Whether a row may be written on one side alone. Of the others each side has its own. */
  readonly fenced: boolean;
  /** Rows that are read at a time. */
  readonly pageRows: number;
  /** Copied when nobody writes any more: what housekeeping would take for its own. */
  readonly last?: boolean;
}

const table = (name: string, key: string, more: Partial<MovedTable> = {}): MovedTable => ({
  ...{ name, key: key.split(","), hashed: key.split(",")[0], fenced: true, pageRows: 2_000 },
  ...more,
});

const users: readonly MovedTable[] = [
  table("handles", "handle"),
  table("users", "id"),
  table("user_profiles", "user_id"),
  table("credentials", "user_id"),
];

const posts: readonly MovedTable[] = [
  table("posts", "id", { hashed: "author_id" }),
  table("follows", "follower_id,followee_id"),
  table("followers", "followee_id,follower_id"),
  table("feed_entries", "owner_id,post_id"),
  table("user_counts", "user_id"),
  table("webhook_endpoints", "id", { hashed: "user_id" }),
  table("webhook_deliveries", "id", { hashed: "user_id" }),
  // What a message has done is known on both sides: it may come again after the move.
  table("processed_messages", "id", { hashed: undefined, fenced: false }),
];

const blobs = table("blobs", "key", { pageRows: 10 });
const uploads = table("uploads", "key", { hashed: "owner_id", last: true });

/** What is moved, in an order in which rows come after what they refer to. The outbox is worked off where it is. */
export function movedTables(tables: TableSet): readonly MovedTable[] {
  if (tables === "all") return [...users, ...posts, table("key_values", "key"), blobs, uploads];
  // Services that shared a database shared these values, and each goes on with those that it finds.
  return [...posts, table("key_values", "key", { hashed: undefined, fenced: false }), blobs, uploads];
}

/** The hash of a column, as the app finds it (`storage/shardHash.ts`). */
export function hashOfColumn(column: string): string {
  return `('x' || left(encode(sha256(convert_to(${column}::text, 'UTF8')), 'hex'), 8))::bit(32)::bigint`;
}
