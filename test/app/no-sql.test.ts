import { setTimeout as sleep } from "node:timers/promises";
import { type MotoServer, startMoto } from "../servers/moto";
import { type RedisServer, startRedis } from "../servers/redis";
import { type Program, startProgram } from "./program";

jest.setTimeout(180_000);

describe.each(["DynamoDB", "Redis", "PostgreSQL"])("the key-value store in %s", (where) => {
  let server: MotoServer | RedisServer | undefined;
  let store: Program;
  let key: string;
  let count = 0;

  beforeAll(async () => {
    const [moto, redis] = [
      where === "DynamoDB" ? await startMoto() : undefined,
      where === "Redis" ? await startRedis() : undefined,
    ];
    server = moto ?? redis;
    store = await startProgram("keyValue.mts", {
      ...(moto && { ...moto.environment, KEY_VALUE_TABLE: "sessions" }),
      ...(redis && { REDIS_URL: redis.url }),
    });
  });

  beforeEach(() => {
    key = `key:${++count}`;
  });

  afterAll(async () => {
    await store.stop();
    await server?.kill();
  });

  const get = () => store.call<string | null>("get", key);
  const put = (value: string, options: object = {}) =>
    store.call<boolean>("put", key, value, { ttlSeconds: 60, ...options });

  it("gives back what was put last, and nothing for what was deleted or never there", async () => {
    expect(await get()).toBeNull();
    expect([await put("one"), await put('two "2" é')]).toEqual([true, true]);
    expect(await get()).toBe('two "2" é');
    expect([await store.call("delete", key), await store.call("delete", key)]).toEqual([true, false]);
    expect(await get()).toBeNull();
  });

  it("puts a value only where there is none, if so asked", async () => {
    expect([await put("one", { ifAbsent: true }), await put("two", { ifAbsent: true })]).toEqual([true, false]);
    expect(await get()).toBe("one");
  });

  it("replaces and deletes a value only if it is the expected one, if so asked", async () => {
    expect(await put("one", { ifEquals: "none" })).toBe(false);
    await put("one");
    expect([await put("two", { ifEquals: "other" }), await put("three", { ifEquals: "one" })]).toEqual([false, true]);
    expect(await store.call("delete", key, { ifEquals: "one" })).toBe(false);
    expect(await get()).toBe("three");
    expect(await store.call("delete", key, { ifEquals: "three" })).toBe(true);
  });

  it("takes an expired value for none, in reads and in conditions", async () => {
    await put("short", { ttlSeconds: 0.05 });
    while ((await get()) !== null) await sleep(50);

    expect(await put("any", { ifEquals: "short" })).toBe(false);
    expect(await store.call("delete", key)).toBe(false);
    await put("short", { ttlSeconds: 0.05 });
    while ((await get()) !== null) await sleep(50);
    expect(await put("fresh", { ifAbsent: true })).toBe(true);
  });

  // The emulator of DynamoDB checks a condition and writes in two steps, between which another thread of it may write.
  const ofAtomicStores = where === "DynamoDB" ? it.skip : it;
  ofAtomicStores("lets exactly one of twenty writers have its way", async () => {
    const writers = (round: string) => Array.from({ length: 20 }, (_, index) => `${round} ${index}`);
    const first = await store.call<string[]>("race", key, writers("first"), { ttlSeconds: 60, ifAbsent: true });
    expect([await get()]).toEqual(first);

    const [winner] = first;
    const second = await store.call<string[]>("race", key, writers("second"), { ttlSeconds: 60, ifEquals: winner });
    expect([await get()]).toEqual(second);
  });
});
