import { once } from "node:events";
import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "../servers/redis";
import { accessTokenOf } from "./accessToken";
import { connect, open } from "./liveConnection";
import { type RunningApp, startApp } from "./startApp";
import { until } from "./until";

const secret = "token-secret-of-the-web-socket-tests-012345";
const ada = "01890000-0000-7000-8000-00000000ada0";
const grace = "01890000-0000-7000-8000-0000000c0de0";

let redis: RedisServer;
let publisher: Redis;
let first: RunningApp;
let second: RunningApp;

beforeAll(async () => {
  redis = await startRedis();
  publisher = new Redis(redis.url);
  const nobody = "http://127.0.0.1:9";
  const environment = {
    APP_ROLE: "gateway",
    REDIS_URL: redis.url,
    TOKEN_SECRET: secret,
    SERVICE_SECRET: `${secret}-service`,
    AUTH_URL: nobody,
    USERS_URL: nobody,
    POSTS_URL: nobody,
    ALLOWED_ORIGINS: "https://friend.example",
  };
  [first, second] = await Promise.all([startApp({ environment }), startApp({ environment })]);
});

afterAll(async () => {
  publisher.disconnect();
  await Promise.all([first.stop(), second.stop(), redis.kill()]);
});

const tell = (userId: string, postId: string) =>
  publisher.publish(`feed:${userId}`, JSON.stringify({ type: "post.created", postId, authorId: grace }));

describe("the live feed", () => {
  it("reaches whoever is connected, through any process, and nobody else", async () => {
    const here = await connect(first, { token: accessTokenOf(ada, secret) });
    const there = await connect(second, { token: accessTokenOf(ada, secret) });
    const other = await connect(second, { token: accessTokenOf(grace, secret) });
    await tell(ada, "post-1");
    await tell(grace, "post-2");

    expect(await here.next()).toMatchObject({ type: "post.created", postId: "post-1" });
    expect(await there.next()).toMatchObject({ type: "post.created", postId: "post-1" });
    expect(await other.next()).toMatchObject({ type: "post.created", postId: "post-2" });
    for (const live of [here, there, other]) live.socket.close();
  });

  it("goes on by itself after Redis was gone", async () => {
    const live = await connect(first, { token: accessTokenOf(ada, secret) });
    await redis.kill();
    await redis.restart();
    const told = setInterval(() => void tell(ada, "after").catch(() => {}), 100);
    const message = await live.next();
    clearInterval(told);

    expect(message).toMatchObject({ postId: "after" });
    live.socket.close();
  });

  it("says to read the feed anew when it cannot tell what was missed", async () => {
    const live = await connect(first, {
      token: accessTokenOf(ada, secret),
      after: "01890000-0000-7000-8000-000000000000",
    });

    expect(await live.next()).toEqual({ type: "resync" });
    live.socket.close();
  });

  it("does not tell a closed connection, and frees its place", async () => {
    for (let round = 0; round < 12; round++) {
      const live = await connect(second, { token: accessTokenOf(ada, secret) });
      live.socket.close();
      await once(live.socket, "close");
    }
    const live = await connect(second, { token: accessTokenOf(ada, secret) });

    expect(live.hello).toEqual({ type: "ready", heartbeatSeconds: 25 });
    live.socket.close();
  });

  it("frees the place of a connection that ends while it is let in", async () => {
    const token = accessTokenOf(ada, secret);
    for (let round = 0; round < 12; round++) {
      const socket = open(first);
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "hello", token }));
      socket.terminate();
      await once(socket, "close");
    }
    // The last of them may not be noticed yet.
    const live = await until(
      () => connect(first, { token }),
      ({ hello }) => hello !== undefined,
    );

    expect(live.hello).toEqual({ type: "ready", heartbeatSeconds: 25 });
    live.socket.close();
  });
});

describe("a connection is refused", () => {
  it.each([
    ["with a token of another key", JSON.stringify({ type: "hello", token: accessTokenOf(ada, "x".repeat(40)) })],
    ["without a token", JSON.stringify({ type: "hello" })],
    ["with what is not JSON", "{hello"],
  ])("%s", async (_name, hello) => {
    const socket = open(first);
    await once(socket, "open");
    socket.send(hello);

    expect((await once(socket, "close"))[0]).toBe(4401);
  });

  it("when it says nothing", async () => {
    const socket = open(first);

    expect((await once(socket, "close"))[0]).toBe(4408);
  });

  it("from another site's page, and not from one that is allowed", async () => {
    const stranger = open(first, { origin: "https://evil.example" });
    const [refusal] = await once(stranger, "error");
    const friend = open(first, { origin: "https://friend.example" });
    await once(friend, "open");
    const own = open(first, { origin: first.url });
    await once(own, "open");

    expect(String(refusal)).toMatch(/401|403/);
    friend.close();
    own.close();
  });

  it("beyond ten of one user", async () => {
    const token = accessTokenOf(grace, secret);
    const open10 = await Promise.all(Array.from({ length: 10 }, () => connect(first, { token })));
    const eleventh = open(first);
    await once(eleventh, "open");
    eleventh.send(JSON.stringify({ type: "hello", token }));

    expect((await once(eleventh, "close"))[0]).toBe(4429);
    for (const { socket } of open10) socket.close();
  });

  it("when it talks too much, or too long", async () => {
    const chatty = await connect(first, { token: accessTokenOf(ada, secret) });
    const chattyEnds = once(chatty.socket, "close");
    for (let message = 0; message < 102; message++) chatty.socket.send("again");
    const lengthy = await connect(first, { token: accessTokenOf(ada, secret) });
    const lengthyEnds = once(lengthy.socket, "close");
    lengthy.socket.send("x".repeat(10_000));

    expect((await chattyEnds)[0]).toBe(1008);
    expect((await lengthyEnds)[0]).toBe(1009);
  });

  it("when it does not read", async () => {
    const deaf = await connect(first, { token: accessTokenOf(ada, secret) });
    deaf.socket.pause();
    const long = JSON.stringify({ type: "post.created", postId: "x".repeat(100_000), authorId: grace });
    const listeners = async () => Number((await publisher.pubsub("NUMSUB", `feed:${ada}`))[1]);
    // More than the network's own buffers hold, until the process lets go of it.
    let told = 0;
    while ((await listeners()) > 0 && told < 500) told += await publisher.publish(`feed:${ada}`, long);
    deaf.socket.terminate();

    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(500);
  });

  it("without WebSocket, in words", async () => {
    const response = await fetch(`${first.url}/live`);

    expect(response.status).toBe(426);
    expect(response.headers.get("content-type")).toMatch(/problem\+json/);
  });
});
