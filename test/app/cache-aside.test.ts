import { setTimeout as sleep } from "node:timers/promises";
import { type RedisServer, startRedis } from "../servers/redis";
import { type Program, startProgram } from "./program";

describe.each(["this process", "Redis"])("a cache-aside in %s", (where) => {
  let redis: RedisServer | undefined;
  let program: Program;
  let key: string;
  let count = 0;

  beforeAll(async () => {
    redis = where === "Redis" ? await startRedis() : undefined;
    program = await startProgram("cacheAside.mts", redis ? { REDIS_URL: redis.url } : {});
  });

  beforeEach(async () => {
    key = `key:${++count}`;
    await program.call("write", key, { name: "first" });
  });

  afterAll(async () => {
    await program.stop();
    await redis?.kill();
  });

  const read = (instance: "a" | "b", ttlSeconds?: number) => program.call("read", instance, key, ttlSeconds);
  const looks = () => program.call<number>("looks", key);

  it("looks a value up once and gives every instance the copy", async () => {
    expect([await read("a"), await read("a"), await read("b")]).toEqual(Array(3).fill({ name: "first" }));
    expect(await looks()).toBe(1);
  });

  it("looks a value up once for fifty readers of two instances at the same time", async () => {
    const readers = Array.from({ length: 50 }, (_, index) => (index % 2 ? "a" : "b"));

    expect(await program.call("readMany", readers, key)).toEqual(Array(50).fill({ name: "first" }));
    expect(await looks()).toBe(1);
  });

  it("remembers that there is none, and finds what is created after that is invalidated", async () => {
    await program.call("write", key, null);
    expect([await read("a"), await read("b")]).toEqual([null, null]);
    expect(await looks()).toBe(1);

    await program.call("write", key, { name: "created" });
    await program.call("invalidate", "b", key);
    expect(await read("a")).toEqual({ name: "created" });
  });

  it("shows a write to every reader that comes after its invalidation", async () => {
    await read("a");
    await program.call("write", key, { name: "second" });
    await program.call("invalidate", "a", key);

    expect([await read("a"), await read("b")]).toEqual(Array(2).fill({ name: "second" }));
  });

  it.each(["a", "b"])("never stores what was looked up before %s invalidated it", async (writer) => {
    await program.call("hold");
    const early = read("a");
    while ((await looks()) === 0) await sleep(5);
    await program.call("write", key, { name: "second" });
    await program.call("invalidate", writer, key);
    await program.call("release");

    expect(await early).toEqual({ name: "first" });
    expect([await read("a"), await read("b")]).toEqual(Array(2).fill({ name: "second" }));
  });

  it("passes a failed look-up on, remembers nothing of it, and tries again at once", async () => {
    await program.call("write", key, "broken");
    await expect(read("a")).rejects.toThrow("the table is broken");

    await program.call("write", key, "mended");
    expect(await read("b")).toBe("mended");
    expect(await looks()).toBe(2);
  });

  it("forgets a value after its time", async () => {
    await read("a", 0.2);
    await program.call("write", key, { name: "second" });
    while ((await program.call("raw", key)) !== null) await sleep(20);

    expect(await read("a")).toEqual({ name: "second" });
  });
});

describe("a cache-aside whose Redis goes away", () => {
  let redis: RedisServer;
  let program: Program;

  beforeAll(async () => {
    redis = await startRedis();
    program = await startProgram("cacheAside.mts", { REDIS_URL: redis.url });
  });

  afterAll(async () => {
    await program.stop();
    await redis.kill();
  });

  it("spreads times to live, so that what was stored together does not expire together", async () => {
    const times = await program.call<number[]>("timesToLive", 50);

    expect(Math.max(...times)).toBeLessThanOrEqual(100_000);
    expect(Math.min(...times)).toBeGreaterThan(85_000);
    expect(new Set(times.map((time) => Math.round(time / 1_000))).size).toBeGreaterThan(3);
  });

  it("looks everything up while it is dead, without an error, and uses it again when it is back", async () => {
    const people = Array.from({ length: 20 }, (_, index) => `person:${index}`);
    for (const person of [...people, "person"]) await program.call("write", person, "first");
    for (const person of people) await program.call("read", "a", person);
    await redis.kill();

    const answers = await Promise.all(people.map((person) => program.call("read", "a", person)));
    expect(answers).toEqual(Array(20).fill("first"));
    await program.call("write", "person", "second");
    await program.call("invalidate", "a", "person");
    expect(await program.call("read", "a", "person")).toBe("second");

    await redis.restart();
    await untilCached(program);
    expect(await program.call("states")).toEqual(expect.arrayContaining(["away", "back"]));
  });

  it("makes up for an invalidation that it could not make while the cache was silent", async () => {
    await program.call("write", "place", "first");
    await program.call("read", "a", "place");
    redis.signal("SIGSTOP");
    await program.call("write", "place", "second");
    await program.call("invalidate", "a", "place");
    expect(await program.call("read", "a", "place")).toBe("second");

    redis.signal("SIGCONT");
    for (let value: unknown; value !== "second"; await sleep(20)) value = await program.call("read", "b", "place");
    expect(await program.call("read", "a", "place")).toBe("second");
  });
});

/** Reads until the cache is connected: until then everything is a miss. */
async function untilCached(program: Program): Promise<void> {
  await program.call("write", "probe", "here");
  while ((await program.call("raw", "probe").catch(() => null)) === null) {
    await program.call("read", "a", "probe");
    await sleep(20);
  }
}
