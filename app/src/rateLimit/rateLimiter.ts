import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
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

/** Requests that a process has counted in advance, for one who asks often. */
interface Lease {
  left: number;
  /** What is left to whoever comes after them, as far as this process knows. */
  readonly remaining: number;
  /** When the window ends, by `performance.now()`. */
  readonly until: number;
}

/** Part of a quota that one process counts in advance, at most; and of what remains of it, so that the last are counted one by one. */
const leasedOfQuota = 0.01;
const leasedOfRemaining = 0.1;
const mostLeased = 50;
const leasesKept = 10_000;

/**
 * Counts requests by who makes them, in Redis when processes share one. While Redis is away each process counts for
 * itself: a limit that is too generous for a while is better than nobody being served. Of a large quota a process counts
 * a few requests in advance, so that most need no question to Redis; never more are allowed than the quota.
 */
export class RateLimiter {
  readonly policy: Policy;
  readonly #limiter: RateLimiterMemory | RateLimiterRedis;
  readonly #leases = new LRUCache<string, Lease>({ max: leasesKept });
  /** Leases that are asked for right now: who comes meanwhile waits for them. */
  readonly #asked = new Map<string, Promise<Verdict>>();

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

  /** Counts a request; at once where it has been counted in advance. */
  take(key: string): Verdict | Promise<Verdict> {
    const lease = this.#leases.get(key);
    const now = performance.now();
    if (lease && lease.left > 0 && now < lease.until) {
      lease.left -= 1;
      return this.#verdict(lease.remaining + lease.left, lease.until - now, true);
    }
    return this.#takeMore(key, lease && now < lease.until ? lease.remaining : this.policy.quota);
  }

  /** Begins anew for somebody: what was counted turned out to be all right. */
  async forget(key: string): Promise<void> {
    this.#leases.delete(key);
    await this.#limiter.delete(key);
  }

  async #takeMore(key: string, remaining: number): Promise<Verdict> {
    const count = Math.floor(
      Math.max(1, Math.min(mostLeased, this.policy.quota * leasedOfQuota, remaining * leasedOfRemaining)),
    );
    if (count === 1) return this.#count(key, 1);
    const asked = this.#asked.get(key);
    if (asked !== undefined) return asked.then(() => this.take(key));
    const counted = this.#count(key, count).finally(() => this.#asked.delete(key));
    this.#asked.set(key, counted);
    return counted;
  }

  /** Counts so many requests, of which one is made now. */
  async #count(key: string, count: number): Promise<Verdict> {
    const result = await this.#limiter.consume(key, count).catch((error: unknown) => {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    });
    const { consumedPoints, remainingPoints, msBeforeNext } = result;
    const allowed = Math.min(count, count - (consumedPoints - this.policy.quota));
    const remaining = Math.max(0, remainingPoints);
    const left = Math.max(0, allowed - 1);
    this.#leases.set(key, { left, remaining, until: performance.now() + msBeforeNext });
    return this.#verdict(remaining + left, msBeforeNext, allowed > 0);
  }

  #verdict(remaining: number, msBeforeNext: number, isAllowed: boolean): Verdict {
    const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    return { policy: this.policy, isAllowed, remaining, resetSeconds };
  }
}
