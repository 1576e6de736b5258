import { LRUCache } from "lru-cache";
import type { Cache } from "./cache.js";

/** Entries kept before those that were not used for longest go: at 1 KB each, 10 MB. */
const maxEntries = 10_000;

/** A cache of this process alone: right only where there is no other, as in the embedded app. */
export class MemoryCache implements Cache {
  readonly #entries = new LRUCache<string, string>({ max: maxEntries });

  async get(key: string): Promise<string | undefined> {
    return this.#entries.get(key);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.#entries.set(key, value, { ttl: milliseconds(ttlSeconds) });
  }

  async add(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    if (this.#entries.get(key) !== undefined) return false;
    this.#entries.set(key, value, { ttl: milliseconds(ttlSeconds) });
    return true;
  }

  async replace(key: string, expected: string, value: string, ttlSeconds: number): Promise<boolean> {
    if (this.#entries.get(key) !== expected) return false;
    this.#entries.set(key, value, { ttl: milliseconds(ttlSeconds) });
    return true;
  }

  async delete(...keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#entries.delete(key);
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }
}

/** At least one: the library takes 0 for "for ever". */
function milliseconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds * 1_000));
}
