import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type Answer, joinAndSignIn, type PostBody, password } from "./answer";
import { builtProgram } from "./builtApp";
import { filledTables, fillTables, selectOne } from "./manyRows";
import { join as joinAs, personAt } from "./person";
import { explainable, plansOf, unexplained } from "./plans";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";
import { until } from "./until";

const migrations = join(__dirname, "..", "..", "app", "migrations");

let postgres: PostgresServer;
const folders: string[] = [];

beforeAll(async () => {
  postgres = await startPostgres(explainable);
});

afterAll(() => {
  postgres.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const start = (database: string): Promise<RunningApp> =>
  startApp({ environment: { ...secrets, DATABASE_URL: postgres.url(database), HOUSEKEEPING_SECONDS: "1" } });

/** What clients ask for: every route that reads or writes rows. */
async function askForEverything(url: string, userId: string, postId: string): Promise<readonly Answer<unknown>[]> {
  const { user, headers } = await joinAndSignIn(url, "grace");
  const grace = personAt(url, user.id);
  const reader = personAt(url, userId);
  const signIn = await grace.post("/sessions", { handle: user.handle, password });
  const cookie = signIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const post = await grace.post<PostBody>("/posts", { body: "new" }, { "idempotency-key": "one" });
  const hook = await grace.post<{ id: string }>("/webhooks", { url: "https://example.com/hook" });
  const graphql = `{ user(id: "${userId}") { handle posts { nodes { body } } } }`;
  return [
    ...[signIn, post, hook],
    await grace.post("/sessions/refresh", undefined, { cookie, ...headers, origin: url }),
    await grace.put(`/users/${user.id}/profile`, { bio: "b", location: "l" }),
    await grace.put(`/follows/${userId}`),
    await grace.post("/uploads/posts", { contentType: "image/png", bytes: 10 }),
    ...(await Promise.all(
      [
        ...["/feed", "/feed?limit=100", "/users", `/users?after=${userId}`, `/users/${userId}`, "/profile"],
        ...["profile", "posts", "following", "followers", "counts"].map((part) => `/users/${userId}/${part}`),
        ...[`/posts/${postId}`, `/profiles/${userId}`, "/webhooks", `/webhooks/${userId}`],
        ...[`/webhooks/${userId}/deliveries`, `/graphql?query=${encodeURIComponent(graphql)}`],
      ].map((path) => reader.get(path)),
    )),
    await grace.delete(`/follows/${userId}`),
    await grace.delete(`/posts/${post.body.id}`),
    await grace.delete(`/webhooks/${hook.body.id}`),
    await grace.delete("/sessions/current"),
  ];
}

it("finds what it is asked for by an index among 200,000 people and posts", async () => {
  postgres.createDatabase("many");
  const app = await start("many");
  postgres.sql(fillTables, "many");
  const [userId = "", postId = ""] = postgres.sql(selectOne(1_000), "many").split("|");

  let answers: readonly Answer<unknown>[] = [];
  const plans = await plansOf(postgres, async () => {
    answers = await askForEverything(app.url, userId, postId);
    // The worker's statements too, and a round of housekeeping.
    await until(
      async () => postgres.sql(`${unexplained}; select count(*) from outbox where available_at < now()`, "many"),
      (left) => left === "0",
    );
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  });
  expect(answers.filter(({ status }) => status >= 400)).toEqual([]);
  expect(plans.filter(({ scanned }) => scanned.length > 0).map(({ text }) => text)).toEqual([]);
  expect(
    filledTables.filter((table) => !plans.some(({ text }) => new RegExp(`\\bon ${table}\\b`, "i").test(text))),
  ).toEqual([]);

  // The same look, where an index is missing.
  postgres.sql("drop index posts_by_author", "many");
  const worse = await plansOf(postgres, () => personAt(app.url, userId).get(`/users/${userId}/posts`));
  expect(worse.flatMap(({ scanned }) => scanned)).toContain("posts");
  await app.stop();
});

let apps: readonly RunningApp[] = [];

it("lets two processes migrate one empty database at once, and each migration run once", async () => {
  postgres.createDatabase("app");
  postgres.createDatabase("waiting");
  const migrating = new Client({ connectionString: postgres.url("waiting") });
  await migrating.connect();
  await migrating.query("begin; select pg_advisory_xact_lock(7301951)");
  const starting = start("waiting");
  await until(
    async () => postgres.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted", "waiting"),
    (waiting) => waiting === "1",
  );
  // Longer than any statement of a request may take.
  await Promise.race([sleep(10_500), starting]);
  await migrating.query("commit");
  const late = await starting;
  await migrating.end();
  await late.stop();
  apps = await Promise.all([start("app"), start("app")]);
  const applied = postgres.sql("select set, version from applied_migrations order by 1, 2").split("\n");

  const files = ["posts", "stores", "users"].flatMap((set) =>
    readdirSync(join(migrations, set)).map((file) => `${set}|${Number.parseInt(file, 10)}`),
  );
  expect(applied).toEqual(files.sort());
});

it("counts right while several processes write for the same people at once", async () => {
  const [one, two] = apps.map(({ url }) => url) as [string, string];
  const people = await Promise.all(["ada", "alan", "edsger", "barbara"].map((handle) => joinAs(one, handle)));
  await Promise.all(
    people.flatMap(({ id }, index) =>
      [one, two].flatMap(async (url) => {
        const person = personAt(url, id);
        const made = await Promise.all(
          Array.from({ length: 8 }, (_, count) => person.post<PostBody>("/posts", { body: `post ${count}` })),
        );
        await Promise.all([
          ...made.slice(0, 3).map(({ body }) => person.delete(`/posts/${body.id}`)),
          ...people.filter((other) => other.id !== id).map((other) => person.put(`/follows/${other.id}`)),
          person.delete(`/follows/${people[(index + 1) % people.length]?.id}`),
        ]);
      }),
    ),
  );
  await until(
    async () => postgres.sql("select count(*) from outbox"),
    (left) => left === "0",
  );

  const counted = (table: string, by: string) => `(select count(*) from ${table} where ${by} = user_id)`;
  const wrong = postgres.sql(
    `select user_id from user_counts where (posts, following, followers) <>
       (${counted("posts", "author_id")}, ${counted("follows", "follower_id")}, ${counted("followers", "followee_id")})`,
  );
  expect(wrong).toBe("");
  expect(postgres.sql("select posts from user_counts")).toBe("10\n10\n10\n10");
  expect(postgres.sql("select count(*) from follows")).toBe(postgres.sql("select count(*) from followers"));
});

/** The app as its next release may be: with one more migration, as `docs` ask for them, forward-compatible. */
function nextRelease(): string {
  const folder = mkdtempSync(join(tmpdir(), "zero-to-millions-next-"));
  folders.push(folder);
  const built = join(builtProgram("main.ts"), "..", "..", "..");
  cpSync(built, folder, { recursive: true });
  symlinkSync(join(__dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
  const number = String(readdirSync(join(migrations, "posts")).length + 1).padStart(4, "0");
  writeFileSync(
    join(folder, "app", "migrations", "posts", `${number}-languages.sql`),
    "alter table posts add column language text not null default 'en';\ncreate index posts_by_language on posts (language);\n",
  );
  return join(folder, "app", "dist", "main.js");
}

it("runs beside the release that comes after it, and starts again on the newer schema", async () => {
  const [old, other] = apps as [RunningApp, RunningApp];
  await other.stop();
  const ada = await joinAs(old.url, "adele");
  const next = await startApp({
    environment: { ...secrets, DATABASE_URL: postgres.url() },
    built: nextRelease(),
  });
  const own = readdirSync(join(migrations, "posts")).length;
  expect(postgres.sql("select max(version) from applied_migrations where set = 'posts'")).toBe(String(own + 1));

  const byOld = await ada.post<PostBody>("/posts", { body: "by the old one" });
  const byNext = await personAt(next.url, ada.id).post<PostBody>("/posts", { body: "by the next one" });
  const restarted = await start("app");
  for (const { url } of [old, next, restarted]) {
    const { body } = await personAt(url, ada.id).get<{ posts: PostBody[] }>(`/users/${ada.id}/posts`);
    expect(body.posts.map(({ id }) => id)).toEqual([byNext.body.id, byOld.body.id]);
  }
  expect(postgres.sql("select distinct language from posts")).toBe("en");
  await Promise.all([old, next, restarted].map((app) => app.stop()));
});
