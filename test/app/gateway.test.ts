import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { ask, joinAndSignIn, type ProblemBody, post, type SignedIn, type UserBody } from "./answer";
import { type BehindGateways, startBehindGateways } from "./behindGateways";
import { personAt } from "./person";
import { pictureAt, png, uploadPicture } from "./picture";
import { startProgram } from "./program";
import type { RunningApp } from "./startApp";
import { until } from "./until";

const limit = 40;

interface Pictured {
  readonly pictureUrl: string;
}

let behind: BehindGateways;
let auth: RunningApp;
let users: RunningApp;
let posts: RunningApp;
let gateways: BehindGateways["gateways"];
let ada: SignedIn;

beforeAll(async () => {
  behind = await startBehindGateways({ REQUESTS_PER_MINUTE: String(limit), SHUTDOWN_DRAIN_SECONDS: "1" });
  ({ auth, users, posts, gateways } = behind);
  ada = await joinAndSignIn(gateways[0].url, "ada");
});

afterAll(() => behind.stop());

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
    const { headers } = await fetch(new URL(written.body.pictureUrl, gateways[0].url));
    expect([shown.status, shown.type, shown.bytes.length]).toEqual([200, "image/png", large.length]);
    expect([seen.status, seen.bytes.length]).toEqual([200, png.length]);
    // The service's own, stricter one, and what it leaves to the gateway.
    expect(headers.get("content-security-policy")).toBe("sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
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
    expect(beyond.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
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
    const limiters = await startProgram("rateLimiters.mts", { REDIS_URL: behind.redis.url });
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
    await behind.redis.kill();
    const statuses = await Promise.all([from(0, "203.0.113.200"), from(1, "203.0.113.200")]);
    await behind.redis.restart();

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
