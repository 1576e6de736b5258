import type { Redis } from "ioredis";
import { connectRedis, disconnect } from "../redis/redisConnection.js";
import { type Policy, RateLimiter } from "./rateLimiter.js";

/** Makes limiters, which count together with those of other processes where there is a Redis to count in. */
export class RateLimits {
  readonly #redis: Redis | undefined;

  private constructor(redis?: Redis) {
    this.#redis = redis;
  }

  static async open(redisUrl: string | undefined, onError: (error: Error) => void): Promise<RateLimits> {
    return new RateLimits(redisUrl === undefined ? undefined : await connectRedis(redisUrl, "fail at once", onError));
  }

  limiter(policy: Policy): RateLimiter {
    return new RateLimiter(policy, this.#redis);
  }

  async close(): Promise<void> {
    if (this.#redis) await disconnect(this.#redis);
  }
}
