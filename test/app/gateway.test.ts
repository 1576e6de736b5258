import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type RedisServer, startRedis } from "../servers/redis";
import { ask, joinAndSignIn, type ProblemBody, post, type SignedIn, type UserBody } from "./answer";
import { join as joinAs, type Person, personAt } from "./person";
import { pictureAt, png, uploadPicture } from "./picture";
import { startProgram } from "./program";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";
import { until } from "./until";

const limit = 40;

interface Pictured {
  readonly pictureUrl: string;
}

let postgres: PostgresServer;
let redis: RedisServer;
let auth: RunningApp;
let users: RunningApp;
let posts: RunningApp;
let gateways: readonly [RunningApp, RunningApp];
let ada: SignedIn;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const shared = { ...secrets, REDIS_URL: redis.url };
  const data = {
    ...shared,
    DATABASE_URL: `postgres://app:${postgres.password}@127.0.0.1:${postgres.port}/postgres`,
  };
  const service = (APP_ROLE: string) => startApp({ environment: { ...data, APP_ROLE } });
  // One after the other: the first migrates.
  auth = await service("auth");
  [users, posts] = await Promise.all([service("users"), service("posts")]);
  const urls = { AUTH_URL: auth.url, USERS_URL: users.url, POSTS_URL: posts.url };
  const gateway = () =>
    startApp({
      environment: {
        ...{ ...shared, ...urls, APP_ROLE: "gateway" },
        ...{ REQUESTS_PER_MINUTE: String(limit), SHUTDOWN_DRAIN_SECONDS: "1" },
      },
    });
  gateways = await Promise.all([gateway(), gateway()]);
  ada = await joinAndSignIn(gateways[0].url, "ada");
});

afterAll(async () => {
  await Promise.all([...gateways, auth, users, posts].map((app) => app.stop()));
  await redis.kill();
  postgres.stop();
});

describe("the gateway", () => {
  it("passes requests on to the service that answers them, with what the service said", async () => {
    const [gateway] = gateways;
    const read = await ask<UserBody>(`${gateway.url}/users/${ada.user.id}`);
    const taken = await post<ProblemBody>(`${gateway.url}/users`, {
      handle: "ada",
      displayName: "A",
      password: "x".repeat(12),
    });
    const broken = await post<ProblemBody>(`${gateway.url}/users`, "{broken");
    const wrongMethod = await ask<ProblemBody>(`${gateway.url}/users/${ada.user.id}`, { method: "DELETE" });
    const nothing = await ask<ProblemBody>(`${gateway.url}/nothing`);

    expect(read).toMatchObject({ status: 200, body: { handle: "ada" } });
    expect(read.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ at: "/handle", detail: "is taken" }] } });
    expect(broken.status).toBe(400);
    expect({ status: wrongMethod.status, allow: wrongMethod.headers.get("allow") }).toEqual({
      status: 405,
      allow: "GET, HEAD",
    });
    expect(nothing.status).toBe(404);
  });

  it("describes the whole API, its services together, and nothing that it does not pass on", async () => {
    const { status, body } = await ask<{ paths: Record<string, Record<string, { operationId: string }>> }>(
      `${gateways[0].url}/openapi.json`,
    );
    const operations = Object.values(body.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );

    expect(status).toBe(200);
    expect(Object.keys(body.paths["/users"] ?? {}).sort()).toEqual(["get", "post"]);
    expect(operations).toEqual(
      expect.arrayContaining(["join", "signIn", "listUsers", "publishPost", "createWebhook", "readOwnProfilePage"]),
    );
    for (const [index, path] of Object.keys(body.paths).entries()) {
      // Each from another address, so that none is beyond its limit.
      const headers = { "x-forwarded-for": `198.51.100.${index}` };
      const answer = await fetch(gateways[0].url + path.replace(/\{\w+\}/g, "x"), { method: "OPTIONS", headers });
      expect([path, answer.status]).not.toEqual([path, 404]);
    }
  });

  it("passes pictures on where there is no bucket, in and out, up to their full size", async () => {
    const person = personAt(gateways[0].url, ada.user.id);
    const large = Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]);
    const [face, view] = [
      await uploadPicture(gateways[0].url, person, "profiles", large),
      await uploadPicture(gateways[0].url, person, "posts"),
    ];
    const profile = await person.put<Pictured>("/users/me/profile", { bio: "", location: "", pictureKey: face });
    const written = await person.post<Pictured>("/posts", { body: "look", pictureKey: view });

    const [shown, seen] = [
      await pictureAt(gateways[1].url, profile.body.pictureUrl),
      await pictureAt(gateways[1].url, written.body.pictureUrl),
    ];
    expect([shown.status, shown.type, shown.bytes.length]).toEqual([200, "image/png", large.length]);
    expect([seen.status, seen.bytes.length]).toEqual([200, png.length]);
  });

  it("answers with the service's head and its own, each header once, with a length where there is a body to come", async () => {
    const path = `/users/${ada.user.id}`;
    const whole = await headAt(`${gateways[0].url}${path}`);
    const headOnly = await headAt(`${gateways[0].url}${path}`, { method: "HEAD" });
    const unchanged = await headAt(`${gateways[0].url}${path}`, { headers: { "if-none-match": whole.values.etag } });
    const length = Number(whole.values["content-length"]);

    expect(whole.names).toEqual([...new Set(whole.names)]);
    expect(whole.names).toEqual(
      expect.arrayContaining(["x-request-id", "ratelimit", "content-security-policy", "etag"]),
    );
    expect([whole.status, length]).toEqual([
      200,
      JSON.stringify(await (await fetch(`${gateways[0].url}${path}`)).json()).length,
    ]);
    expect([headOnly.status, headOnly.values["content-length"]]).toEqual([200, `${length}`]);
    expect([unchanged.status, unchanged.values.etag, unchanged.values["content-length"]]).toEqual([
      304,
      whole.values.etag,
      undefined,
    ]);
  });

  it("keeps the request id all the way", async () => {
    await fetch(`${gateways[0].url}/users/${ada.user.id}`, { headers: { "x-request-id": "all-the-way" } });

    // Lines arrive through a pipe, a little after the answer.
    while (![gateways[0], users].every((app) => app.log().includes('"all-the-way"'))) await setImmediate();
  });

  it("is the only way in: a service believes no caller, and no word that was given to another service", async () => {
    for (const service of [auth, users, posts]) {
      expect((await ask(`${service.url}/users`)).status).toBe(401);
      expect((await ask(`${service.url}/users`, { headers: ada.headers })).status).toBe(401);
      expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    }
  });

  it("keeps the refresh token between the browser and auth", async () => {
    const signedIn = await post(`${gateways[0].url}/sessions`, { handle: "ada", password: "correct horse battery" });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const renewed = await fetch(`${gateways[1].url}/sessions/refresh`, { method: "POST", headers: { cookie } });

    expect(cookie).toMatch(/^refresh=/);
    expect(renewed.status).toBe(200);
  });
});

/** What stands before the body, as it came. */
async function headAt(url: string, options: RequestOptions = {}) {
  const [answer] = (await once(request(url, options).end(), "response")) as [IncomingMessage];
  await buffer(answer);
  const names = answer.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return { status: answer.statusCode, names, values: answer.headers };
}

describe("questions in GraphQL", () => {
  interface Result {
    readonly data: {
      readonly publishPost?: { readonly id: string };
      readonly users?: { readonly items: readonly unknown[] };
    };
    readonly errors?: readonly { readonly message: string }[];
  }
  let lovelace: Person;
  let babbage: Person;
  const asked = (query: string, person = lovelace, headers = {}) => person.post<Result>("/graphql", { query }, headers);

  beforeAll(async () => {
    lovelace = await joinAs(gateways[0].url, "lovelace");
    babbage = await joinAs(gateways[1].url, "babbage");
  });

  it("are answered from all services, joined, and show at once what whoever asks has written", async () => {
    const published = await asked('mutation { publishPost(body: " Engine ") { id body author { handle } } }', babbage);
    const followed = await asked(`mutation { follow(userId: "${babbage.id}") }`);
    await asked('mutation { replaceProfile(bio: "Analyst", location: "London") { bio } }');
    const { body } = await asked(`{
      me { handle counts { following } profile { bio pictureUrl }
        following { items { handle posts(first: 1) { items { body author { handle } } } } } }
      user(handle: "babbage") { id }
    }`);

    expect(published.body).toMatchObject({
      data: { publishPost: { body: "Engine", author: { handle: "babbage" } } },
    });
    expect(followed.body).toEqual({ data: { follow: true } });
    const shown = { body: "Engine", author: { handle: "babbage" } };
    const me = { handle: "lovelace", counts: { following: 1 }, profile: { bio: "Analyst", pictureUrl: null } };
    expect(body).toEqual({
      data: {
        me: { ...me, following: { items: [{ handle: "babbage", posts: { items: [shown] } }] } },
        user: { id: babbage.id },
      },
    });
  });

  it("ask a service once for all that they need of one kind", async () => {
    for (let index = 0; index < 4; index++) await babbage.post("/posts", { body: `${index}` });
    const headers = { "x-request-id": "one-question" };
    const { body } = await asked(
      "{ users(first: 3) { items { counts { posts } profile { bio } } } }",
      babbage,
      headers,
    );
    const calls = () =>
      [users, posts].flatMap((app) =>
        app
          .log()
          .split("\n")
          .filter((line) => line.includes("one-question")),
      );
    await until(
      async () => calls().length,
      (count) => count >= 3,
    );

    expect(body.data.users?.items).toHaveLength(3);
    // The users, their counts, their profiles: not one for each of them.
    expect(calls()).toHaveLength(3);
  });

  it("are bound to who asks, in depth and cost, and by their keys, as anywhere", async () => {
    const mine = await asked('mutation { publishPost(body: "Mine") { id } }', babbage);
    const id = mine.body.data.publishPost?.id;
    const anonymous = await post<Result>(`${gateways[0].url}/graphql`, { query: "{ feed { next } }" });
    const deep = `{ me ${"{ following { items ".repeat(4)}{ id }${" } }".repeat(4)} }`;
    const key = { "idempotency-key": "behind-the-gateway" };
    const twice = 'mutation { one: publishPost(body: "One") { id } two: publishPost(body: "Two") { id } }';
    const [first, again] = [await asked(twice, lovelace, key), await asked(twice, lovelace, key)];

    expect((await asked(`mutation { deletePost(id: "${id}") }`)).body.data).toEqual({ deletePost: false });
    expect(anonymous.body.errors?.[0]?.message).toMatch(/^Sign in first/);
    expect((await asked(deep)).body.errors?.[0]?.message).toMatch(/levels deep; 8 are answered/);
    expect(again.body).toEqual(first.body);
    expect((await asked(twice.replace("One", "Other"), lovelace, key)).status).toBe(422);
    expect((await ask<{ posts: number }>(`${gateways[0].url}/users/${lovelace.id}/counts`)).body.posts).toBe(2);
  });

  it("have no other way to what the gateway asks the services for", async () => {
    const body = { ids: [lovelace.id] };
    expect((await lovelace.post("/graphql-calls/users", body)).status).toBe(404);
    expect((await post(`${users.url}/graphql-calls/users`, body)).status).toBe(401);
  });
});

describe("limits", () => {
  const from = (index: number, addresses: string) =>
    fetch(`${gateways[index % 2]?.url}/users`, { headers: { "x-forwarded-for": addresses } });

  it("count what one address asks of all processes together, and say so", async () => {
    const statuses: number[] = [];
    for (let index = 0; index < limit; index++) statuses.push((await from(index, "203.0.113.7")).status);
    const beyond = await from(0, "203.0.113.7");
    const pretending = await from(1, "198.51.100.1, 203.0.113.7");
    const somebodyElse = await from(1, "203.0.113.8");

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect([beyond.status, pretending.status, somebodyElse.status]).toEqual([429, 429, 200]);
    expect(Number(beyond.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(beyond.headers.get("ratelimit-policy")).toBe(`"requests";q=${limit};w=60`);
    expect(beyond.headers.get("ratelimit")).toMatch(/^"requests";r=0;t=\d+$/);
    expect(somebodyElse.headers.get("ratelimit")).toBe(`"requests";r=${limit - 1};t=60`);
  });

  it("count a user wherever they are", async () => {
    const grace = await joinAndSignIn(gateways[0].url, "grace");
    const ask40 = Array.from({ length: limit + 1 }, (_, index) =>
      fetch(`${gateways[index % 2]?.url}/users`, {
        headers: { ...grace.headers, "x-forwarded-for": `203.0.113.${100 + index}` },
      }),
    );
    const statuses = (await Promise.all(ask40)).map(({ status }) => status);

    expect(statuses.filter((status) => status === 200)).toHaveLength(limit);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  it("are kept to the request by processes that count some in advance, whether they are asked in turn or at once", async () => {
    const limiters = await startProgram("rateLimiters.mts", { REDIS_URL: redis.url });
    const quota = await limiters.call<number>("quota");
    const allowed = [
      await limiters.call<number>("allowed", "in turn", 2 * quota, 2),
      await limiters.call<number>("allowed", "at once", 2 * quota, quota / 6),
      await limiters.call<number>("allowedInTheEnd", "one after the other"),
    ];
    await limiters.stop();

    expect(allowed).toEqual([quota, quota, quota]);
  });

  it("go on in each process while Redis is away", async () => {
    await redis.kill();
    const statuses = await Promise.all([from(0, "203.0.113.200"), from(1, "203.0.113.200")]);
    await redis.restart();

    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("when posts is gone", () => {
  beforeAll(() => {
    posts.signal("SIGKILL");
  });

  it("one's own page is still answered, without what posts knows", async () => {
    const { status, body } = await ask(`${gateways[0].url}/profile`, { headers: ada.headers });

    expect(status).toBe(200);
    expect(body).toMatchObject({ user: { handle: "ada" }, counts: null, posts: null });
    expect((body as { unavailable: string[] }).unavailable).toContain("posts");
  });

  it("a question in GraphQL is answered but for what posts knows", async () => {
    const query = '{ me { handle } post(id: "01900000-0000-7000-8000-000000000000") { id } }';
    const { body } = await personAt(gateways[0].url, ada.user.id).post("/graphql", { query });

    expect(body).toMatchObject({
      data: { me: { handle: "ada" }, post: null },
      errors: [{ message: expect.stringMatching(/does not answer right now/), path: ["post"] }],
    });
  });

  it("a request that needs it is refused with when to try again", async () => {
    const { status, headers } = await ask(`${gateways[0].url}/feed`, { headers: ada.headers });

    expect(status).toBe(503);
    expect(headers.get("retry-after")).toBe("1");
  });
});

it("while it drains, the gateway answers what it passes on, and ends each connection", async () => {
  gateways[1].signal("SIGTERM");
  await until(
    () => fetch(`${gateways[1].url}/readyz`),
    ({ status }) => status === 503,
  );
  const { status, values } = await headAt(`${gateways[1].url}/users/${ada.user.id}`, {
    agent: new Agent({ keepAlive: true }),
  });

  expect([status, values.connection]).toEqual([200, "close"]);
});
