import { setTimeout as sleep } from "node:timers/promises";
import { tagOf } from "../entityTag.js";
import type { Cache } from "./cache.js";
import { type CacheEntry, decode, encode, type Kept, newLease } from "./cacheEntry.js";
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

/** Keys whose look-ups have landed that are kept at most. */
const mostLanded = 2_000;

class Flight {
  result: Promise<Kept | undefined> = Promise.resolve(undefined);
  /** Set when the key is invalidated while the value is looked up: it may be the old one. */
  outdated = false;
}

type Load = () => Promise<unknown>;

type Found =
  | { readonly known: true; readonly kept: Kept | undefined }
  | { readonly known: false; readonly lease?: string };

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
  /** By key; undefined where one has landed. */
  #flights = new Map<string, Flight | undefined>();
  readonly #invalidations: Invalidations;

  constructor(cache: Cache, options: CacheAsideOptions = {}) {
    this.#cache = new OptionalCache(cache, options.onChange);
    this.#invalidations = new Invalidations((keys) => this.#cache.delete(keys));
  }

  /**
   * The value of a key: from the cache, or looked up and kept for at most `ttlSeconds`. Values travel as JSON, on a miss
   * too: dates come out as text either way. `load` reads the primary: a replica may still give what was invalidated.
   */
  async read<T>(key: string, ttlSeconds: number, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const kept = await this.readKept(key, ttlSeconds, load);
    return kept === undefined ? undefined : JSON.parse(kept.json);
  }

  /** The same as JSON with its tag, for whoever hands it on as it is. */
  readKept(key: string, ttlSeconds: number, load: Load): Promise<Kept | undefined> {
    const running = this.#flights.get(key);
    if (running) return running.result;
    const flight = new Flight();
    this.#flights.set(key, flight);
    flight.result = this.#answer(key, ttlSeconds, load, flight);
    return flight.result;
  }

  /** Forgets keys, after the write is committed and before its caller is answered. Never rejects. */
  async invalidate(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const flight = this.#flights.get(key);
      if (!flight) continue;
      flight.outdated = true;
      this.#flights.set(key, undefined);
    }
    await this.#invalidations.run(keys);
  }

  async close(): Promise<void> {
    this.#invalidations.close();
    await this.#cache.close();
  }

  /**
   * Landed keys stay until there are many: each time that a map with many deletions makes itself a new table, the old one
   * keeps what was in it from the young generation's garbage collector.
   */
  #land(key: string, flight: Flight): void {
    if (this.#flights.get(key) !== flight) return;
    this.#flights.set(key, undefined);
    if (this.#flights.size > mostLanded)
      this.#flights = new Map([...this.#flights].filter(([, each]) => each !== undefined));
  }

  /** A hit waits for the cache and for nothing else. */
  async #answer(key: string, ttlSeconds: number, load: Load, flight: Flight): Promise<Kept | undefined> {
    try {
      // The cache may still hold what this process could not delete.
      if (this.#invalidations.pending(key)) return keptOf(await load());
      const entry = entryOf(await this.#cache.get(key));
      if (entry?.kind === "value") return entry.kept;
      const found = await this.#lookAside(key, entry);
      return found.known ? found.kept : await this.#lookUp(key, ttlSeconds, load, flight, found.lease);
    } finally {
      this.#land(key, flight);
    }
  }

  async #lookUp(
    ...[key, ttlSeconds, load, flight, lease]: [string, number, Load, Flight, string | undefined]
  ): Promise<Kept | undefined> {
    const kept = keptOf(await this.#loadWith(load, key, lease));
    if (lease !== undefined && !flight.outdated) {
      const ttl = kept === undefined ? Math.min(absentTtlSeconds, ttlSeconds) : ttlSeconds;
      await this.#cache.replace(key, lease, encode(kept), ttl * (1 - Math.random() * jitter));
    }
    return kept;
  }

  /**
   * What the cache knows, or the lease under which to look it up: none where another process keeps it for too long.
   * @param first what it has just answered
   */
  async #lookAside(key: string, first: CacheEntry | undefined): Promise<Found> {
    let entry = first;
    for (const waitMs of [0, ...waitsMs]) {
      if (waitMs > 0) {
        await sleep(waitMs);
        entry = entryOf(await this.#cache.get(key));
      }
      if (entry?.kind === "value") return { known: true, kept: entry.kept };
      if (entry?.kind === "absent") return { known: true, kept: undefined };
      if (entry?.kind === "lease") continue;
      const lease = newLease();
      const outcome = await this.#cache.add(key, lease, leaseSeconds);
      if (outcome === "away") return { known: false };
      if (outcome) return { known: false, lease };
    }
    return { known: false };
  }

  async #loadWith(load: Load, key: string, lease?: string): Promise<unknown> {
    try {
      return await load();
    } catch (error) {
      if (lease !== undefined) await this.#cache.delete([key]);
      throw error;
    }
  }
}

function entryOf(text: string | undefined): CacheEntry | undefined {
  return text === undefined ? undefined : decode(text);
}

/** What a hit would give, so that a caller cannot come to depend on a miss. */
function keptOf(value: unknown): Kept | undefined {
  if (value === undefined) return undefined;
  const json = JSON.stringify(value);
  return { json, tag: tagOf(json) };
}
