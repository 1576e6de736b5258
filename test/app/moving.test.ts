import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { startProgram } from "./program";
import { until } from "./until";

let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await startPostgres(["autovacuum_naptime=1s"]);
});

afterAll(() => postgres.stop());

/** A move of all posts between two new databases, begun when the source has been made ready and not copying yet. */
async function beginMove(name: string, prepare: string) {
  const [source, target] = [`${name}-source`, `${name}-target`];
  for (const database of [source, target]) postgres.createDatabase(database);
  const program = await startProgram("movePaused.mts", {
    SOURCE_URL: postgres.url(source),
    TARGET_URL: postgres.url(target),
  });
  const asked = (sql: string) => Number(postgres.sql(`select count(*) from ${sql}`, source));
  const guards = "pg_trigger where tgname = 'shard_move'";
  await program.call("migrate");
  postgres.sql(prepare, source);
  return {
    source,
    target,
    program,
    asked,
    async begin() {
      await program.call("begin");
      await until(
        async () => [asked(guards), Number(postgres.sql(`select count(*) from ${guards}`, target))],
        ([there, expected]) => there !== 0 && there === expected,
      );
    },
  };
}

const post = (id: string) => `insert into posts (id, author_id, body) values ('${id}', '${randomUUID()}', 'held')`;
const postsOf = (database: string) => postgres.sql("select id from posts order by id", database).split("\n");

it("waits with the end of writes for a write that is under way, which is moved as well, and never holds that up", async () => {
  const [early, late] = [randomUUID(), randomUUID()];
  const move = await beginMove("held", post(early));
  const writer = new Client({ connectionString: postgres.url(move.source) });
  try {
    await writer.connect();
    await move.begin();
    await writer.query("begin");
    await writer.query(`insert into processed_messages (id) values ('${randomUUID()}')`);
    await move.program.call("goOn");
    // Either the move waits for the write, or it has gone past it.
    await until(
      async () => [
        move.asked("pg_stat_activity where wait_event_type = 'Lock'"),
        move.asked("shard_moves where state <> 'copying'"),
      ],
      (counts) => counts.some((count) => count !== 0),
    );
    // A lock of the move's that this met would be waited for until the move gives up, and both begin again.
    await writer.query("set local lock_timeout = '100ms'");
    await writer.query(post(late));
    await writer.query("commit");
    await move.program.call("ended");
  } finally {
    await writer.end();
    await move.program.stop();
  }

  expect(postsOf(move.target)).toEqual([early, late].sort());
});

it("comes to an end though somebody never stops writing", async () => {
  const move = await beginMove("steady", post(randomUUID()));
  try {
    await move.begin();
    await move.program.call("goOn", 300);
    await move.program.call("ended");

    expect(await move.program.call("postsLeft")).toBeGreaterThan(250);
    expect(postsOf(move.target)).toEqual(postsOf(move.source));
  } finally {
    await move.program.stop();
  }
});

it("begins though an autovacuum of a large table is under way, which the server then stops", async () => {
  const slowly = ["cost_delay = 100", "cost_limit = 1", "threshold = 0", "scale_factor = 0"];
  const move = await beginMove(
    "vacuumed",
    `alter table posts set (${slowly.map((each) => `autovacuum_vacuum_${each}`).join(", ")});
     insert into posts (id, author_id, body) select gen_random_uuid(), gen_random_uuid(), 'many' from generate_series(1, 20000);
     delete from posts where author_id < '80000000-0000-0000-0000-000000000000'`,
  );
  try {
    await until(
      async () => move.asked("pg_stat_activity where query like 'autovacuum: VACUUM%public.posts'"),
      (count) => count > 0,
    );
    await move.begin();
    await move.program.call("goOn");
    await move.program.call("ended");
  } finally {
    await move.program.stop();
  }

  expect(postgres.log()).toContain("canceling autovacuum task");
  expect(postsOf(move.target)).toEqual(postsOf(move.source));
});
