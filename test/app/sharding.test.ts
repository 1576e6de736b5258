import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import type { PageBody, PostBody, PostsBody } from "./answer";
import { builtProgram } from "./builtApp";
import { join as joinAs, type Person, personAt } from "./person";
import { secrets } from "./secrets";
import { serviceToken } from "./serviceToken";
import { type Ended, type RunningApp, runApp, startApp } from "./startApp";
import { until } from "./until";

const moveProgram = join(__dirname, "..", "..", "app", "src", "move.ts");
const half = 2 ** 31;
const last = 2 ** 32 - 1;
const shardNames = ["main", "shard-2", "shard-3"];

let postgres: PostgresServer;
let apps: readonly RunningApp[];
let people: readonly Person[];

/** A map in which `shard` has the upper half of the hashes. */
const mapWith = (shard: string) =>
  JSON.stringify({
    version: 1,
    hash: "sha256-32",
    ranges: [
      { from: 0, to: half - 1, shard: "main" },
      { from: half, to: last, shard },
    ],
    shards: Object.fromEntries(shardNames.map((name) => [name, { url: postgres.url(name), replicaUrls: [] }])),
  });
const environment = (shard: string) => ({ ...secrets, DATABASE_SHARDS: mapWith(shard), QUEUE_RETRY_SECONDS: "0" });
const move = (args: readonly string[], shard = "shard-2"): Promise<Ended> =>
  runApp({ program: moveProgram, args, environment: { DATABASE_SHARDS: mapWith(shard) } });
const hashOf = (id: string) => createHash("sha256").update(id).digest().readUInt32BE(0);
const isUpper = ({ id }: Pick<Person, "id">) => hashOf(id) >= half;
const sorted = (ids: readonly string[]) => [...ids].sort();

/** Every id of a column, of all shards or one, sorted, as often as it is there. */
const idsIn = (column: string, table: string, shards: readonly string[] = shardNames) =>
  shards
    .flatMap((shard) => postgres.sql(`select ${column} from ${table}`, shard).split("\n"))
    .filter(Boolean)
    .sort();
const settled = () =>
  until(
    async () => shardNames.slice(0, 3).map((shard) => Number(postgres.sql("select count(*) from outbox", shard))),
    (left) => left.every((count) => count === 0),
  );

beforeAll(async () => {
  postgres = await startPostgres();
  for (const name of shardNames) postgres.createDatabase(name);
  apps = [
    await startApp({ environment: environment("shard-2") }),
    await startApp({ environment: environment("shard-2") }),
  ];
  const url = apps[0]?.url ?? "";
  people = await Promise.all(Array.from({ length: 12 }, (_, index) => joinAs(url, `person${index}`)));
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  postgres.stop();
});

it("keeps each user and their posts on the shard of their hash, and finds handles on all", async () => {
  await Promise.all(people.map((person) => person.post("/posts", { body: "hello" })));

  expect(idsIn("id", "users", ["main"])).toEqual(sorted(people.filter((one) => !isUpper(one)).map(({ id }) => id)));
  expect(idsIn("id", "users", ["shard-2"])).toEqual(sorted(people.filter(isUpper).map(({ id }) => id)));
  expect(idsIn("author_id", "posts", ["shard-2"])).toEqual(sorted(people.filter(isUpper).map(({ id }) => id)));
  const taken = await fetch(`${apps[1]?.url}/users`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ handle: "person3", displayName: "Again", password: "correct horse battery" }),
  });
  expect(taken.status).toBe(409);
});

it("puts a feed and a list of users together from all shards", async () => {
  const [reader] = people as [Person];
  for (const other of people.slice(1)) expect((await reader.put(`/follows/${other.id}`)).status).toBeLessThan(300);
  const made = await Promise.all(people.slice(1).map((other) => other.post<PostBody>("/posts", { body: "news" })));
  await settled();

  const { body: feed } = await reader.get<PostsBody>("/feed?limit=100");
  const newest = sorted(made.map(({ body }) => body.id)).reverse();
  expect(feed.posts.map(({ id }) => id).filter((id) => newest.includes(id))).toEqual(newest);
  const { body: users } = await reader.get<PageBody>("/users?limit=100");
  expect(users.users.map(({ id }) => id)).toEqual(sorted(people.map(({ id }) => id)).reverse());
});

it("refuses a move that cannot be, in one sentence", async () => {
  const range = ["--from", String(half), "--to", String(last)];
  for (const [args, said] of [
    [[], "Say what to move: --from HASH --to HASH --target SHARD"],
    [
      [...range, "--target", "shard-9"],
      "--target must be a shard of DATABASE_SHARDS (main, shard-2, shard-3), got shard-9.",
    ],
    [[...range, "--target", "shard-2"], "are on shard-2 already."],
    [
      ["--from", "0", "--to", String(last), "--target", "shard-3"],
      "are on main and shard-2: move what is on one shard",
    ],
    [["--from", "x", "--to", "1", "--target", "shard-3"], "--from must be a hash from 0 to 4294967295, got x."],
    [["--sideways"], "Unknown option '--sideways'"],
  ] as const) {
    const { code, stderr } = await move(args);
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toContain(said);
  }
});

/** Starts a move and ends its process when it has said something. */
async function killAfter(said: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [builtProgram(moveProgram), ...args], {
    env: { PATH: process.env.PATH, DATABASE_SHARDS: mapWith("shard-2") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "close");
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes(said)) child.kill("SIGKILL");
  });
  await ended;
  expect(text).toContain(said);
}

/** What somebody does all the time until told to stop; what was acknowledged, and what was not. */
async function write(person: Person, stop: AbortSignal) {
  const outcome = { posted: [] as string[], deleted: [] as string[], failed: [] as string[], missing: 0, slowestMs: 0 };
  for (let count = 0; !stop.aborted; count++) {
    const began = performance.now();
    const { status, body } = await person.post<PostBody>("/posts", { body: `post ${count}` });
    outcome.slowestMs = Math.max(outcome.slowestMs, performance.now() - began);
    if (status !== 201) {
      outcome.failed.push(`post ${status}`);
      continue;
    }
    outcome.posted.push(body.id);
    if ((await person.get(`/posts/${body.id}`)).status !== 200) outcome.missing++;
    if (count % 4 === 3) {
      const gone = await person.delete(`/posts/${body.id}`);
      if (gone.status === 204) outcome.deleted.push(body.id);
      else outcome.failed.push(`delete ${gone.status}`);
    }
    const other = people[count % people.length];
    if (other && other.id !== person.id) await person.put(`/follows/${other.id}`);
  }
  return outcome;
}

it("moves a range to a new shard under writes, and loses and doubles no row, though the tool is killed on its way", async () => {
  const old = idsIn("id", "posts");
  const stop = new AbortController();
  // Each person at another process, which hear of the move at different times.
  const writers = people.map((person, index) => write(personAt(apps[index % 2]?.url ?? "", person.id), stop.signal));
  const range = ["--from", String(half), "--to", String(last), "--target", "shard-3"];
  await killAfter("posts copied", range);
  expect(postgres.sql("select state from shard_moves", "shard-3")).toBe("arriving");
  const moved = await move(range);
  stop.abort();
  const outcomes = await Promise.all(writers);
  await settled();

  expect(moved).toMatchObject({ code: 0 });
  expect(outcomes.flatMap(({ failed }) => failed)).toEqual([]);
  expect(outcomes.reduce((sum, { missing }) => sum + missing, 0)).toBe(0);
  const there = outcomes.flatMap(({ posted, deleted }) => posted.filter((id) => !deleted.includes(id)));

  // The next release has the new map, and then what was left behind goes.
  await Promise.all(apps.map((app) => app.stop()));
  expect(await move(["--clean"])).toMatchObject({ code: 2, stderr: expect.stringContaining("does not say so yet") });
  apps = [await startApp({ environment: environment("shard-3") })];
  expect(await move(["--clean"], "shard-3")).toMatchObject({ code: 0 });

  expect(idsIn("id", "users")).toEqual(sorted(people.map(({ id }) => id)));
  expect(idsIn("id", "posts")).toEqual(sorted([...new Set([...there, ...old])]));
  expect(idsIn("id", "posts", ["shard-2"])).toEqual([]);
  const miscounted = `select user_id from user_counts where posts <> (select count(*) from posts where author_id = user_id)`;
  expect(shardNames.map((shard) => postgres.sql(miscounted, shard))).toEqual(["", "", ""]);
  expect(idsIn("followee_id || ' ' || follower_id", "followers")).toEqual(
    idsIn("followee_id || ' ' || follower_id", "follows"),
  );
  process.stdout.write(
    `move: ${there.length} posts written meanwhile, 0 lost; slowest write ${Math.round(Math.max(...outcomes.map(({ slowestMs }) => slowestMs)))} ms; ${moved.stdout}`,
  );
});

it("moves the tables of posts out of a database that they shared with users", async () => {
  for (const name of ["shared", "posts"]) postgres.createDatabase(name);
  const shards = Object.fromEntries(
    ["shared", "posts"].map((name) => [name, { url: postgres.url(name), replicaUrls: [] }]),
  );
  const ranges = [{ from: 0, to: last, shard: "shared" }];
  const DATABASE_SHARDS = JSON.stringify({ version: 1, hash: "sha256-32", ranges, shards });
  const [users, posts] = (await Promise.all(
    ["users", "posts"].map((role) => startApp({ environment: { ...secrets, APP_ROLE: role, DATABASE_SHARDS } })),
  )) as [RunningApp, RunningApp];
  const author = people[0]?.id ?? "";
  const publish = async (body: string) => {
    const authorization = `Bearer ${serviceToken("posts", author, secrets.SERVICE_SECRET)}`;
    const headers = { authorization, "content-type": "application/json" };
    const answer = await fetch(`${posts.url}/posts`, { method: "POST", headers, body: JSON.stringify({ body }) });
    return { status: answer.status, id: ((await answer.json()) as PostBody).id };
  };
  const before = await publish("before");
  const args = ["--from", "0", "--to", String(last), "--target", "posts", "--tables", "posts"];
  const moving = runApp({ program: moveProgram, args, environment: { DATABASE_SHARDS } });
  const meanwhile = [];
  for (let open = true; open; ) {
    meanwhile.push(await publish("meanwhile"));
    open = await Promise.race([moving.then(() => false), sleep(20).then(() => true)]);
  }
  const after = await publish("after");

  expect(await moving).toMatchObject({ code: 0 });
  const all = [before, ...meanwhile, after];
  expect(all.filter(({ status }) => status !== 201)).toEqual([]);
  expect(idsIn("id", "posts", ["posts"])).toEqual(sorted(all.map(({ id }) => id)));
  expect(idsIn("id", "posts", ["shared"])).not.toContain(after.id);
  expect(postgres.sql("select to_regclass('users')", "shared")).toBe("users");
  await Promise.all([users.stop(), posts.stop()]);
});
