import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type RedisServer, startRedis } from "../servers/redis";
import type { PostBody } from "./answer";
import { join, type Person, personAt } from "./person";
import { type Program, startProgram } from "./program";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";

interface ProfileBody {
  readonly bio: string;
}

let postgres: PostgresServer;
let redis: RedisServer;
let database: Program;
let apps: readonly [RunningApp, RunningApp];
/** Writes at the first process. */
let ada: Person;
/** Reads at the second one. */
let bob: Person;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const environment = {
    ...secrets,
    REDIS_URL: redis.url,
    DATABASE_URL: `postgres://app:${postgres.password}@127.0.0.1:${postgres.port}/postgres`,
  };
  // One after the other: the first migrates.
  const first = await startApp({ environment });
  apps = [first, await startApp({ environment })];
  database = await startProgram("posts.mts", environment);
  ada = await join(apps[0].url, "ada");
  bob = personAt(apps[1].url, (await join(apps[0].url, "bob")).id);
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await database.stop();
  await redis.kill();
  postgres.stop();
});

const sql = (statement: string, ...parameters: readonly unknown[]) => database.call("sql", statement, parameters);
const publish = async (body: string) => (await ada.post<PostBody>("/posts", { body })).body.id;
const bodyOf = async (reader: Person, id: string) => (await reader.get<PostBody>(`/posts/${id}`)).body.body;
const write = (bio: string) => ada.put("/users/me/profile", { bio, location: "" });
const bioOf = async (reader: Person) => (await reader.get<ProfileBody>(`/users/${ada.id}/profile`)).body.bio;

it("answers from the cache what others wrote, and from the database what one wrote oneself", async () => {
  const id = await publish("as it was");
  expect(await bodyOf(bob, id)).toBe("as it was");
  // Behind the app's back, so that nothing is invalidated.
  await sql("update posts set body = 'as it is' where id = $1", id);
  await sql("update users set display_name = 'Countess' where id = $1", ada.id);

  expect([await bodyOf(bob, id), await bodyOf(ada, id)]).toEqual(["as it was", "as it is"]);
  expect((await ada.get(`/users/${ada.id}`)).body).toMatchObject({ displayName: "Countess" });
});

it("sends what is kept as it is: byte for byte what its author gets, and nothing to who has it", async () => {
  const id = await publish('"Kept" – as it is: \\ ☂');
  for (const path of [`/posts/${id}`, `/users/${ada.id}`]) {
    const own = await ada.get(path);
    const url = `${apps[1].url}${path}`;
    // Looked up, and then from the cache.
    const answers = [await fetch(url), await fetch(url)];
    const tags = answers.map(({ headers }) => headers.get("etag"));
    const types = answers.map(({ headers }) => headers.get("content-type"));
    const known = await fetch(url, { headers: { "if-none-match": String(tags[1]) } });

    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array(2).fill(JSON.stringify(own.body)));
    expect([tags, types]).toEqual(["etag", "content-type"].map((name) => Array(2).fill(own.headers.get(name))));
    expect([known.status, await known.text(), known.headers.get("etag")]).toEqual([304, "", tags[0]]);
  }
});

it("shows a change to everybody at once, whatever process made it", async () => {
  await write("first");
  expect(await bioOf(bob)).toBe("first");
  await write("second");
  expect(await bioOf(bob)).toBe("second");

  const id = await publish("soon gone");
  expect(await bodyOf(bob, id)).toBe("soon gone");
  await ada.delete(`/posts/${id}`);
  expect((await bob.get(`/posts/${id}`)).status).toBe(404);
});

it("remembers for a moment that there is no such thing, but not to whoever may have made it", async () => {
  const gone = await publish("will come back");
  await ada.delete(`/posts/${gone}`);
  expect((await bob.get(`/posts/${gone}`)).status).toBe(404);
  await sql("insert into posts (id, author_id, body) values ($1, $2, 'back')", gone, ada.id);

  expect((await bob.get(`/posts/${gone}`)).status).toBe(404);
  expect((await ada.get(`/posts/${gone}`)).status).toBe(200);
});

it("goes on without the cache, and shows no one what was there before their write", async () => {
  const id = await publish("kept");
  expect(await bioOf(bob)).toBe("second");
  await redis.kill();
  await write("third");

  expect([await bioOf(ada), await bioOf(bob)]).toEqual(["third", "third"]);
  expect(await bodyOf(bob, id)).toBe("kept");
  expect((await bob.get(`/users/${ada.id}`)).status).toBe(200);
});
