import { setTimeout as sleep } from "node:timers/promises";
import type { Cache } from "./cache.js";
import { decode, encode, newLease } from "./cacheEntry.js";
import { Invalidations } from "./invalidations.js";
import { OptionalCache } from "./optionalCache.js";

/** Longest that "there is no such thing" is remembered: it may come to be without anybody invalidating the key. */
const absentTtlSeconds = 5;
/** Longest that one process looks a value up before another may. */
const leaseSeconds = 5;
/** Part of the time to live that is left to chance, so that what was stored together does not expire together. */
const jitter = 0.1;
/** Pauses while another process looks the value up; after them, this one does so itself. */
const waitsMs = [5, 10, 20, 40, 80];

interface Flight<T> {
  readonly result: Promise<T | undefined>;
  /** Set when the key is invalidated while the value is looked up: it may be the old one. */
  outdated: boolean;
}

/** The same in every process that cannot be reached: told, never thrown. */
export interface CacheAsideOptions {
  /** Told when the cache begins to fail, and when it is back. */
  readonly onChange?: (state: "away" | "back", error?: Error) => void;
}

/**
 * Cache-aside: reads look into the cache first and fill it on a miss, writes invalidate. The database stays the truth:
 * - a value is looked up once, however many ask at the same time, here (one flight) and elsewhere (a lease in the cache);
 * - what was looked up before an invalidation is never stored after it, in any process: the lease is gone by then;
 * - a time to live bounds what nobody invalidates; "there is none" is cached too, but shortly;
 * - without the cache every read is a look-up, and nothing fails. Invalidations are made up for when it is back.
 */
export class CacheAside {
  readonly #cache: OptionalCache;
  readonly #flights = new Map<string, Flight<unknown>>();
  readonly #invalidations: Invalidations;

  constructor(cache: Cache, options: CacheAsideOptions = {}) {
    this.#cache = new OptionalCache(cache, options.onChange);
    this.#invalidations = new Invalidations((keys) => this.#cache.delete(keys));
  }

  /**
   * The value of a key: from the cache, or looked up and kept for at most `ttlSeconds`. Values travel as JSON, on a miss
   * too: dates come out as text either way. `load` reads the primary: a replica may still give what was invalidated.
   */
  read<T>(key: string, ttlSeconds: number, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const running = this.#flights.get(key) as Flight<T> | undefined;
    if (running) return running.result;
    const flight: Flight<T> = { result: this.#answer(key, ttlSeconds, load, () => flight.outdated), outdated: false };
    this.#flights.set(key, flight);
    const land = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.result.then(land, land);
    return flight.result;
  }

  /** Forgets keys, after the write is committed and before its caller is answered. Never rejects. */
  async invalidate(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const flight = this.#flights.get(key);
      if (flight) flight.outdated = true;
      this.#flights.delete(key);
    }
    await this.#invalidations.run(keys);
  }

  async close(): Promise<void> {
    this.#invalidations.close();
    await this.#cache.close();
  }

  async #answer<T>(
    key: string,
    ttlSeconds: number,
    load: () => Promise<T | undefined>,
    outdated: () => boolean,
  ): Promise<T | undefined> {
    // The cache may still hold what this process could not delete.
    if (this.#invalidations.pending(key)) return plain(await load());
    const found = await this.#lookAside(key);
    if (found.known) return found.value as T | undefined;
    const value = plain(await this.#loadWith(load, key, found.lease));
    if (found.lease !== undefined && !outdated()) {
      const ttl = value === undefined ? Math.min(absentTtlSeconds, ttlSeconds) : ttlSeconds;
      await this.#cache.replace(key, found.lease, encode(value), ttl * (1 - Math.random() * jitter));
    }
    return value;
  }

  /** What the cache knows, or the lease under which to look it up: none where another process keeps it for too long. */
  async #lookAside(key: string): Promise<{ known: true; value: unknown } | { known: false; lease?: string }> {
    for (const waitMs of [0, ...waitsMs]) {
      if (waitMs > 0) await sleep(waitMs);
      const text = await this.#cache.get(key);
      const entry = text === undefined ? undefined : decode(text);
      if (entry?.kind === "value") return { known: true, value: entry.value };
      if (entry?.kind === "absent") return { known: true, value: undefined };
      if (entry?.kind === "lease") continue;
      const lease = newLease();
      const outcome = await this.#cache.add(key, lease, leaseSeconds);
      if (outcome === "away") return { known: false };
      if (outcome) return { known: false, lease };
    }
    return { known: false };
  }

  async #loadWith<T>(load: () => Promise<T | undefined>, key: string, lease?: string): Promise<T | undefined> {
    try {
      return await load();
    } catch (error) {
      if (lease !== undefined) await this.#cache.delete([key]);
      throw error;
    }
  }
}

/** What a hit would give, so that a caller cannot come to depend on a miss. */
function plain<T>(value: T | undefined): T | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
