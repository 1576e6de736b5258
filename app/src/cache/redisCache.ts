import type { Redis } from "ioredis";
import { disconnect } from "../redis/redisConnection.js";
import type { Cache } from "./cache.js";

const replaceScript = `if redis.call("get", KEYS[1]) == ARGV[1] then
  redis.call("set", KEYS[1], ARGV[2], "PX", ARGV[3])
  return 1
end
return 0`;

/** A connection that knows the script, which Redis keeps by its hash. */
type Scripted = Redis & {
  replaceValue(key: string, expected: string, value: string, ttlMs: number): Promise<number>;
};

/** The cache that every process shares: Redis or Valkey. */
export class RedisCache implements Cache {
  readonly #redis: Scripted;

  constructor(redis: Redis) {
    redis.defineCommand("replaceValue", { numberOfKeys: 1, lua: replaceScript });
    this.#redis = redis as Scripted;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(named(key))) ?? undefined;
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.#redis.set(named(key), value, "PX", milliseconds(ttlSeconds));
  }

  async add(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    return (await this.#redis.set(named(key), value, "PX", milliseconds(ttlSeconds), "NX")) === "OK";
  }

  async replace(key: string, expected: string, value: string, ttlSeconds: number): Promise<boolean> {
    return (await this.#redis.replaceValue(named(key), expected, value, milliseconds(ttlSeconds))) === 1;
  }

  async delete(...keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#redis.unlink(...keys.map(named));
  }

  close(): Promise<void> {
    return disconnect(this.#redis);
  }
}

/** Apart from the key-value store, which may live in the same Redis. */
function named(key: string): string {
  return `cache:${key}`;
}

function milliseconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds * 1_000));
}
