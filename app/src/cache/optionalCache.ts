import type { Cache } from "./cache.js";

/** Failures in a row after which the cache is left alone. */
const failuresToOpen = 5;
/** Pause before it is tried again. */
const pauseMs = 1_000;

/**
 * A cache that may be away: what fails counts as not there, and while it keeps failing it is not even asked. A circuit
 * breaker of its own: what the library's takes for each call is as long as the cache itself takes.
 */
export class OptionalCache {
  readonly #cache: Cache;
  readonly #onChange: (state: "away" | "back", error?: Error) => void;
  /** Failures since the last success. */
  #failures = 0;
  /** When it may be tried again, by `performance.now()`; undefined while it is not away. */
  #awayUntil: number | undefined;

  constructor(cache: Cache, onChange: (state: "away" | "back", error?: Error) => void = () => {}) {
    this.#cache = cache;
    this.#onChange = onChange;
  }

  /** What most requests do: without what attempts in general take. */
  async get(key: string): Promise<string | undefined> {
    if (this.#awayUntil !== undefined) return this.#attempt(() => this.#cache.get(key), undefined);
    try {
      const value = await this.#cache.get(key);
      this.#succeeded();
      return value;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  add(key: string, value: string, ttlSeconds: number): Promise<boolean | "away"> {
    return this.#attempt<boolean | "away">(() => this.#cache.add(key, value, ttlSeconds), "away");
  }

  replace(key: string, expected: string, value: string, ttlSeconds: number): Promise<boolean> {
    return this.#attempt(() => this.#cache.replace(key, expected, value, ttlSeconds), false);
  }

  /** Whether they are gone. */
  delete(keys: readonly string[]): Promise<boolean> {
    return this.#attempt(() => this.#cache.delete(...keys).then(() => true), false);
  }

  close(): Promise<void> {
    return this.#cache.close();
  }

  async #attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    if (this.#awayUntil !== undefined) {
      if (performance.now() < this.#awayUntil) return otherwise;
      // Whoever comes while this one sees whether it is back is not made to wait for it.
      this.#awayUntil = Number.POSITIVE_INFINITY;
    }
    try {
      const result = await work();
      this.#succeeded();
      return result;
    } catch (error) {
      this.#failed(error);
      return otherwise;
    }
  }

  #succeeded(): void {
    this.#failures = 0;
    if (this.#awayUntil === undefined) return;
    this.#awayUntil = undefined;
    this.#onChange("back");
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    const isNews = this.#awayUntil === undefined;
    if (isNews && this.#failures < failuresToOpen) return;
    this.#awayUntil = performance.now() + pauseMs;
    if (isNews) this.#onChange("away", error instanceof Error ? error : undefined);
  }
}
