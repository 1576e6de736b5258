import type { Redis } from "ioredis";
import { disconnect } from "../redis/redisConnection.js";
import type { KeyValueStore, PutOptions } from "./keyValueStore.js";

const putIfEquals = `if redis.call("get", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("set", KEYS[1], ARGV[2], "PX", ARGV[3])
return 1`;

const deleteIfEquals = `if redis.call("get", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("del", KEYS[1])`;

type Scripted = Redis & {
  putIfEquals(key: string, expected: string, value: string, ttlMs: number): Promise<number>;
  deleteIfEquals(key: string, expected: string): Promise<number>;
};

/**
 * Values in Redis or Valkey. A failover may lose the last second of them: a session ends early, a key of idempotency is
 * forgotten. Where that is not good enough, `KEY_VALUE_TABLE` names a table of DynamoDB.
 */
export class RedisKeyValueStore implements KeyValueStore {
  readonly #redis: Scripted;

  constructor(redis: Redis) {
    redis.defineCommand("putIfEquals", { numberOfKeys: 1, lua: putIfEquals });
    redis.defineCommand("deleteIfEquals", { numberOfKeys: 1, lua: deleteIfEquals });
    this.#redis = redis as Scripted;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(named(key))) ?? undefined;
  }

  async put(key: string, value: string, { ttlSeconds, ifAbsent = false, ifEquals }: PutOptions): Promise<boolean> {
    const milliseconds = Math.max(1, Math.round(ttlSeconds * 1_000));
    if (ifEquals === undefined) {
      const options = ifAbsent ? (["PX", milliseconds, "NX"] as const) : (["PX", milliseconds] as const);
      const answer = await this.#redis.call("set", named(key), value, ...options);
      return answer === "OK";
    }
    if (ifAbsent) return false;
    return (await this.#redis.putIfEquals(named(key), ifEquals, value, milliseconds)) === 1;
  }

  async delete(key: string, { ifEquals }: { readonly ifEquals?: string } = {}): Promise<boolean> {
    if (ifEquals === undefined) return (await this.#redis.del(named(key))) === 1;
    return (await this.#redis.deleteIfEquals(named(key), ifEquals)) === 1;
  }

  close(): Promise<void> {
    return disconnect(this.#redis);
  }
}

/** Apart from the cache, which may live in the same Redis. */
function named(key: string): string {
  return `keyValue:${key}`;
}
