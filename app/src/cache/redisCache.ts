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

/** A read that waits for its answer. */
interface Asked {
  readonly key: string;
  readonly resolve: (value: string | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** The cache that every process shares: Redis or Valkey. */
export class RedisCache implements Cache {
  readonly #redis: Scripted;
  /** Reads that have come in this turn of the event loop, in their order. */
  #asked: Asked[] = [];

  constructor(redis: Redis) {
    redis.defineCommand("replaceValue", { numberOfKeys: 1, lua: replaceScript });
    this.#redis = redis as Scripted;
  }

  /** Asked for together with whatever else is read in this turn: a command for each takes longer than all else of it. */
  get(key: string): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#asked.push({ key: named(key), resolve, reject }) === 1) setImmediate(() => this.#ask());
    });
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

  #ask(): void {
    const asked = this.#asked;
    this.#asked = [];
    this.#redis.mget(asked.map(({ key }) => key)).then(
      (values) => {
        for (const [place, { resolve }] of asked.entries()) resolve(values[place] ?? undefined);
      },
      (error: unknown) => {
        for (const { reject } of asked) reject(error);
      },
    );
  }
}

/** Apart from the key-value store, which may live in the same Redis. */
function named(key: string): string {
  return `cache:${key}`;
}

function milliseconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds * 1_000));
}
