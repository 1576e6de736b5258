/** Pause between attempts to make up for what could not be deleted. */
const pauseMs = 250;
/** Keys remembered; beyond them the oldest is left to its time to live. */
const maxPending = 100_000;
const batch = 500;

/**
 * Deletions of the cache's keys that are not lost while it is away: what failed is tried again until it is done, and
 * until then this process knows not to trust those keys. Other processes may read them for their time to live.
 */
export class Invalidations {
  readonly #remove: (keys: readonly string[]) => Promise<boolean>;
  /** Each key with the number of its latest invalidation. */
  readonly #pending = new Map<string, number>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param remove whether it could delete the keys; never rejects */
  constructor(remove: (keys: readonly string[]) => Promise<boolean>) {
    this.#remove = remove;
  }

  pending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** Deletes keys now, or as soon as it can be done. */
  async run(keys: readonly string[]): Promise<void> {
    const round = ++this.#count;
    // Not trusted from this moment: the answer to the deletion may be what gets lost.
    for (const key of keys) {
      this.#pending.delete(key);
      this.#pending.set(key, round);
    }
    if (await this.#remove(keys)) this.#settle(keys, round);
    else this.#later();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#pending.clear();
  }

  #settle(keys: readonly string[], round: number): void {
    for (const key of keys) {
      if ((this.#pending.get(key) ?? Number.POSITIVE_INFINITY) <= round) this.#pending.delete(key);
    }
  }

  #later(): void {
    for (const key of this.#pending.keys()) {
      if (this.#pending.size <= maxPending) break;
      this.#pending.delete(key);
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#makeUp();
    }, pauseMs).unref();
  }

  async #makeUp(): Promise<void> {
    const keys = [...this.#pending.keys()].slice(0, batch);
    if (keys.length === 0) return;
    const round = this.#count;
    if (await this.#remove(keys)) this.#settle(keys, round);
    if (this.#pending.size > 0) this.#later();
  }
}
