import { setTimeout as sleep } from "node:timers/promises";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import type { PostBody, ProblemBody } from "./answer";
import { join as joinAs, type Person, personAt } from "./person";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";

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
