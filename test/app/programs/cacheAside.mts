/** Two caches-aside of two processes, over Redis where REDIS_URL is set, and a table that they look things up in. */
import { CacheAside } from "../../../app/src/cache/cacheAside.js";
import { MemoryCache } from "../../../app/src/cache/memoryCache.js";
import { RedisCache } from "../../../app/src/cache/redisCache.js";
import { connectRedis } from "../../../app/src/redis/redisConnection.js";
import { serveCalls } from "./serveCalls.mjs";

const { REDIS_URL } = process.env;
const memory = new MemoryCache();
const open = async () => (REDIS_URL ? new RedisCache(await connectRedis(REDIS_URL, "fail at once", () => {})) : memory);
const raw = await open();
const states: string[] = [];
const make = async () => new CacheAside(await open(), { onChange: (state) => states.push(state) });
const instances = { a: await make(), b: await make() };

const table = new Map<string, unknown>();
const looks = new Map<string, number>();
/** Look-ups that have read the table and wait for the test before they answer. */
let gate: Promise<void> | undefined;
let openGate = () => {};

type Name = keyof typeof instances;

const read = (name: Name, key: string, ttlSeconds: number | null = 60) =>
  instances[name].read(key, ttlSeconds ?? 60, async () => {
    looks.set(key, (looks.get(key) ?? 0) + 1);
    const value = table.get(key);
    await gate;
    if (value === "broken") throw new Error("the table is broken");
    return value;
  });

await serveCalls({
  write: async (key: string, value: unknown) => void table.set(key, value ?? undefined),
  looks: async (key: string) => looks.get(key) ?? 0,
  states: async () => states,
  hold: async () => {
    gate = new Promise((resolve) => {
      openGate = resolve;
    });
  },
  release: async () => {
    openGate();
    gate = undefined;
  },
  read: async (name: Name, key: string, ttlSeconds: number | null) => (await read(name, key, ttlSeconds)) ?? null,
  readMany: async (names: readonly Name[], key: string) => Promise.all(names.map((name) => read(name, key))),
  invalidate: async (name: Name, key: string) => instances[name].invalidate(key),
  raw: async (key: string) => (await raw.get(key)) ?? null,
  timesToLive: async (count: number) => {
    for (let index = 0; index < count; index++) {
      table.set(`jitter:${index}`, index);
      await read("a", `jitter:${index}`, 100);
    }
    if (!REDIS_URL) return [];
    const redis = await connectRedis(REDIS_URL, "wait", () => {});
    const times = await Promise.all(Array.from({ length: count }, (_, index) => redis.pttl(`cache:jitter:${index}`)));
    redis.disconnect();
    return times;
  },
});
await Promise.all([raw.close(), instances.a.close(), instances.b.close()]);
