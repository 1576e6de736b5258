import type { CacheAside } from "./cacheAside.js";
import type { Kept } from "./cacheEntry.js";

/** What becomes `Stored` as JSON: mostly the thing itself. */
type Storable<T, Stored> = T | Stored | undefined;

/** How one kind of thing is read through the cache. */
export interface CachedKind<T, Stored> {
  /** What keys begin with; a new one when `Stored` changes its shape, so that two versions can run side by side. */
  readonly prefix: string;
  readonly ttlSeconds: number;
  /** Reads the primary: what a write has invalidated must not come back from a copy that lags. */
  readonly load: (id: string) => Promise<Storable<T, Stored>>;
  /** Values are kept as JSON, in which dates are text. */
  readonly revive: (stored: Stored) => T;
}

/**
 * Single things read through the cache. Whoever may have written a thing reads past it, so that nobody is ever shown what
 * was there before their own write: an invalidation can be late while the cache is away.
 */
export class CachedReads<T, Stored = T> {
  readonly #cache: CacheAside;
  readonly #kind: CachedKind<T, Stored>;

  constructor(cache: CacheAside, kind: CachedKind<T, Stored>) {
    this.#cache = cache;
    this.#kind = kind;
  }

  async find(id: string): Promise<T | undefined> {
    const kept = await this.findKept(id);
    return kept === undefined ? undefined : this.revive(kept.json);
  }

  /** The thing as it is kept, for who can hand it on like that. */
  findKept(id: string): Promise<Kept | undefined> {
    const { ttlSeconds, load } = this.#kind;
    return this.#cache.readKept(this.#key(id), ttlSeconds, () => load(id));
  }

  revive(json: string): T {
    return this.#kind.revive(JSON.parse(json) as Stored);
  }

  /** After a write, before its caller is answered. */
  async forget(id: string): Promise<void> {
    await this.#cache.invalidate(this.#key(id));
  }

  #key(id: string): string {
    return `${this.#kind.prefix}:${id}`;
  }
}
