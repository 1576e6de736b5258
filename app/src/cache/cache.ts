/**
 * Copies that may be lost at any time, shared between processes where Redis is configured. Every method rejects when
 * the cache cannot be reached; who may not fail for that reads through {@link CacheAside}, which carries on without it.
 */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Stores a value where there is none; whether it did. */
  add(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  /** Stores a value where exactly `expected` stands; whether it did. */
  replace(key: string, expected: string, value: string, ttlSeconds: number): Promise<boolean>;
  delete(...keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
