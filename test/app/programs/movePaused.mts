/**
 * A move of a whole database's posts that waits with its copying until it is told to go on, and meets somebody who writes
 * as often as it does.
 */
import { randomUUID } from "node:crypto";
import type { Move } from "../../../app/src/moving/move.js";
import { movedTables } from "../../../app/src/moving/movedTables.js";
import { moveRange } from "../../../app/src/moving/moveRange.js";
import type { Database } from "../../../app/src/storage/database.js";
import { oneDatabase } from "../../../app/src/storage/databases.js";
import { migrate } from "../../../app/src/storage/migrations.js";
import { PostgresDatabase } from "../../../app/src/storage/postgresDatabase.js";
import { serveCalls } from "./serveCalls.mjs";

const { SOURCE_URL = "", TARGET_URL = "" } = process.env;
const [source, target] = [new PostgresDatabase(SOURCE_URL), new PostgresDatabase(TARGET_URL)];
let goOn = (_posts: number) => {};
const told = new Promise<number>((resolve) => {
  goOn = resolve;
});
let posts: number | undefined;
const pausing: Database = {
  query: (sql, parameters) => target.query(sql, parameters),
  script: (sql) => target.script(sql),
  close: () => target.close(),
  // Copied rows are written in transactions; so are guards, which are there first.
  transaction: async (work) =>
    target.transaction(async (transaction) => {
      const copying = await source.query("select 1 from shard_moves where state = 'copying'");
      if (copying.length === 0) return work(transaction);
      posts ??= await told;
      if (posts-- > 0) await post();
      return work(transaction);
    }),
};
const post = () =>
  source.query("insert into posts (id, author_id, body) values ($1, $2, 'steady')", [randomUUID(), randomUUID()]);
const move: Move = {
  ...{ id: "fence", set: "posts", tables: movedTables("posts"), from: 0, to: 2 ** 32 - 1 },
  ...{ source, target: pausing, targetName: "target" },
};
let moving: Promise<unknown> = Promise.resolve();

await serveCalls({
  migrate: async () => {
    for (const database of [source, target]) await migrate(oneDatabase(database), ["posts", "stores"]);
  },
  begin: async () => {
    moving = moveRange(move, () => {});
    // Said by whoever asks for the end.
    moving.catch(() => {});
  },
  /** Lets it copy while others write so many posts, one with each of its own transactions. */
  goOn: async (count = 0) => goOn(count),
  ended: () => moving,
  postsLeft: async () => posts,
});
await Promise.all([source.close(), target.close()]);
