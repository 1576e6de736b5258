/** How a value is stored. */
export interface PutOptions {
  /** Seconds after which it counts as not there. */
  readonly ttlSeconds: number;
  /** Only where there is none. */
  readonly ifAbsent?: boolean;
  /** Only where exactly this value stands. */
  readonly ifEquals?: string;
}

/**
 * Values found by their key, each gone after its time: sessions, idempotency records. Reads see every write that was
 * acknowledged before; conditions are decided in the store, so that of many processes exactly one gets its way.
 * Rejects when the store cannot be reached: unlike a cache, what it says is relied upon.
 */
export interface KeyValueStore {
  get(key: string): Promise<string | undefined>;
  /** Whether it was stored: false when the condition did not hold. */
  put(key: string, value: string, options: PutOptions): Promise<boolean>;
  /** Whether something was deleted: false when there was nothing, or another value than `ifEquals`. */
  delete(key: string, options?: { readonly ifEquals?: string }): Promise<boolean>;
  close(): Promise<void>;
}
