import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** How much somebody may do. */
export interface Policy {
  /** Name of the policy, as callers see it. */
  readonly name: string;
  /** Requests in each window. */
  readonly quota: number;
  readonly windowSeconds: number;
}

/** How a request stands to its policy. */
export interface Verdict {
  readonly policy: Policy;
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Seconds until there is more. */
  readonly resetSeconds: number;
}

/**
 * Counts requests by who makes them, in Redis when processes share one. While Redis is away each process counts for
 * itself: a limit that is too generous for a while is better than nobody being served.
 */
export class RateLimiter {
  readonly policy: Policy;
  readonly #limiter: RateLimiterMemory | RateLimiterRedis;

  constructor(policy: Policy, redis?: Redis) {
    this.policy = policy;
    const { name, quota, windowSeconds } = policy;
    const options = { keyPrefix: `rate:${name}`, points: quota, duration: windowSeconds };
    const ownCount = new RateLimiterMemory(options);
    this.#limiter = redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis,
          insuranceLimiter: ownCount,
          rejectIfRedisNotReady: true,
        })
      : ownCount;
  }

  /** Counts a request, or several. */
  async take(key: string, count = 1): Promise<Verdict> {
    try {
      return this.#verdict(await this.#limiter.consume(key, count), true);
    } catch (error) {
      if (error instanceof RateLimiterRes) return this.#verdict(error, false);
      throw error;
    }
  }

  /** Begins anew for somebody: what was counted turned out to be all right. */
  async forget(key: string): Promise<void> {
    await this.#limiter.delete(key);
  }

  #verdict({ remainingPoints, msBeforeNext }: RateLimiterRes, isAllowed: boolean): Verdict {
    const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    return { policy: this.policy, isAllowed, remaining: Math.max(0, remainingPoints), resetSeconds };
  }
}
