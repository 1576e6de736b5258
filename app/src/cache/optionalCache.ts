import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import type { Cache } from "./cache.js";

/** Failures in a row after which the cache is left alone. */
const failuresToOpen = 5;
/** Pause before it is tried again. */
const pauseMs = 1_000;

/** A cache that may be away: what fails counts as not there, and while it keeps failing it is not even asked. */
export class OptionalCache {
  readonly #cache: Cache;
  readonly #breaker = circuitBreaker(handleAll, {
    halfOpenAfter: pauseMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });

  constructor(cache: Cache, onChange: (state: "away" | "back", error?: Error) => void = () => {}) {
    this.#cache = cache;
    let reason: Error | undefined;
    this.#breaker.onFailure(({ reason: failure }) => {
      reason = "error" in failure ? failure.error : undefined;
    });
    this.#breaker.onStateChange((state) => {
      if (state === CircuitState.Open) onChange("away", reason);
      if (state === CircuitState.Closed) onChange("back");
    });
  }

  get(key: string): Promise<string | undefined> {
    return this.#attempt(() => this.#cache.get(key), undefined);
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
    try {
      return await this.#breaker.execute(work);
    } catch {
      return otherwise;
    }
  }
}
