/** People, with a post, a follow and a feed entry each. */
const people = 200_000;
/** Rows of tables that only some people have something in: enough that reading all is never the quicker way. */
const some = 20_000;
/** Tables of which each person has a row. */
const large = new Set(["users", "handles", "posts", "follows", "followers", "feed_entries", "user_counts"]);

/** The id of the nth user: a version 7 UUID, as the app makes them. */
const idOf = (n: string) =>
  `('019' || lpad(to_hex(${n}), 5, '0') || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
/** A post's id ends with the hash of its author. */
const postIdOf = (n: string) =>
  `(left(${idOf(n)}::text, 28) || left(encode(sha256(convert_to(${idOf(n)}::text, 'UTF8')), 'hex'), 8))::uuid`;
const other = `(n % ${people}) + 1`;

const columns: Readonly<Record<string, string>> = {
  users: `${idOf("n")}, 'user' || n, 'User ' || n`,
  handles: `'user' || n, ${idOf("n")}`,
  user_profiles: `${idOf("n")}, 'bio', 'place', null`,
  credentials: `${idOf("n")}, 'none'`,
  posts: `${postIdOf("n")}, ${idOf("n")}, 'post ' || n, case n % 2 when 0 then 'posts/' || n end`,
  follows: `${idOf("n")}, ${idOf(other)}`,
  followers: `${idOf(other)}, ${idOf("n")}`,
  feed_entries: `${idOf("n")}, ${postIdOf(other)}, ${idOf(other)}`,
  user_counts: `${idOf("n")}, 1, 1, 1`,
  // Not due for a long time: the worker leaves them alone.
  outbox: `${idOf("n")}, '{}', 0, now() + interval '1 year' + n * interval '1 second'`,
  processed_messages: "'message ' || n",
  webhook_endpoints: `${idOf("n")}, ${idOf("n")}, 'https://example.com/', 'none'`,
  // Of times to come, so that housekeeping finds none that is old.
  webhook_deliveries: `overlay(${idOf("n")}::text placing '01b' from 1)::uuid, ${idOf("n")}, ${idOf("n")}, 'post.created', '{}'`,
  key_values: "'key ' || n, 'value', now() + interval '1 year' + n * interval '1 second'",
  uploads: `'posts/upload/' || n, ${idOf("n")}, 'image/png', 1, now() + interval '1 year' + n * interval '1 second'`,
};

/** Tables that the app reads and writes while it serves. */
export const filledTables: readonly string[] = Object.keys(columns);

/** SQL that fills every table and lets the planner know. What refers to what is right, and not checked row by row. */
export const fillTables = [
  "set session_replication_role = replica;",
  ...Object.entries(columns).map(
    ([table, values]) =>
      `insert into ${table} select ${values} from generate_series(1, ${large.has(table) ? people : some}) as n;`,
  ),
  "analyze;",
].join("\n");

/** The id of a user that {@link fillTables} made, and of their post. */
export const selectOne = (n: number) => `select ${idOf(String(n))}, ${postIdOf(String(n))}`;
