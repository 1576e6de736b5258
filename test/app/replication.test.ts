import { setTimeout as sleep } from "node:timers/promises";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { accessTokenOf } from "./accessToken";
import type { PostBody, PostsBody, ProblemBody } from "./answer";
import { connect } from "./liveConnection";
import { join as joinAs, type Person, personAt } from "./person";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";
import { until } from "./until";

let primary: PostgresServer;
let replica: PostgresServer;
let app: RunningApp;
let ada: Person;

beforeAll(async () => {
  primary = await startPostgres(["wal_keep_size=64MB"]);
  primary.createDatabase("app");
  replica = await primary.startReplica();
  const environment = { ...secrets, DATABASE_URL: primary.url(), DATABASE_REPLICA_URLS: replica.url() };
  app = await startApp({ environment });
  ada = await joinAs(app.url, "ada");
});

afterAll(async () => {
  await app.stop();
  replica.stop();
  primary.stop();
});

/** What somebody sees who knows of no write: whatever the copy has. */
const statusForStranger = async (id: string) => (await personAt(app.url, ada.id).get(`/posts/${id}`)).status;

it("reads from the copy, and shows writers what they wrote even when it lags", async () => {
  replica.sql("select pg_wal_replay_pause()");
  try {
    const { body: post, headers } = await ada.post<PostBody>("/posts", { body: "Just written" });

    expect(headers.get("x-read-after")).toMatch(/^main=[0-9A-F]+\/[0-9A-F]+$/);
    for (let turn = 0; turn < 10; turn++) expect((await ada.get(`/posts/${post.id}`)).status).toBe(200);
    expect(await statusForStranger(post.id)).toBe(404);

    replica.sql("select pg_wal_replay_resume()");
    while ((await statusForStranger(post.id)) !== 200) await sleep(50);
  } finally {
    replica.sql("select pg_wal_replay_resume()");
  }
});

it("puts pages together from what their reader has written, and tells who comes back of all that they missed", async () => {
  const bob = await joinAs(app.url, "bob");
  await bob.put(`/follows/${ada.id}`);
  const { body: seen } = await bob.post<PostBody>("/posts", { body: "The last that they saw" });
  const feedOf = async (person: Person) => (await person.get<PostsBody>("/feed")).body.posts.map(({ id }) => id);
  await until(
    async () => await feedOf(personAt(app.url, bob.id)),
    (ids) => ids.includes(seen.id),
  );
  replica.sql("select pg_wal_replay_pause()");
  try {
    await bob.put("/users/me/profile", { bio: "Bricklayer", location: "" });
    const own = { status: 200, body: { details: { bio: "Bricklayer" } } };
    expect(await bob.get("/profile")).toMatchObject(own);
    expect(await bob.get(`/profiles/${bob.id}`)).toMatchObject(own);

    const { body: missed } = await ada.post<PostBody>("/posts", { body: "While bob was away" });
    await until(
      async () => primary.sql(`select 1 from feed_entries where owner_id = '${bob.id}' and post_id = '${missed.id}'`),
      (rows) => rows === "1",
    );
    const back = await connect(app, { token: accessTokenOf(bob.id, secrets.TOKEN_SECRET), after: seen.id });
    expect(await back.next()).toMatchObject({ type: "post.created", postId: missed.id });
    back.socket.close();
  } finally {
    replica.sql("select pg_wal_replay_resume()");
  }
});

it("refuses a position that no answer gave", async () => {
  const response = await fetch(`${app.url}/users/${ada.id}`, { headers: { "x-read-after": "main=1' or '1" } });

  expect(response.status).toBe(400);
});

it("reads from the copy while the primary is gone, and says of writes that they may be tried again", async () => {
  const { body: post } = await ada.post<PostBody>("/posts", { body: "Before the end" });
  while ((await statusForStranger(post.id)) !== 200) await sleep(50);
  primary.kill();

  expect(await statusForStranger(post.id)).toBe(200);
  const refused = await ada.post<ProblemBody>("/posts", { body: "After the end" });
  expect(refused).toMatchObject({
    status: 503,
    body: { detail: "The database cannot be reached right now. Try again." },
  });
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await statusForStranger(post.id)).toBe(200);
});
