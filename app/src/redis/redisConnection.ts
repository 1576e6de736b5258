import { once } from "node:events";
import { Redis } from "ioredis";

/** What is done while Redis is away. */
export type WhenAway = "fail at once" | "wait";

/** Longest that a command takes before it fails: a cache that is slower than the database is of no use. */
const cacheTimeoutMs = 250;
/** Longest that a command takes where its answer is needed: a failover of ElastiCache's connection included, not of the node. */
const storeTimeoutMs = 3_000;
const connectTimeoutMs = 2_000;
const longestPauseMs = 1_000;

/**
 * Connects to Redis or Valkey, and connects again for as long as the process lives. Commands of one turn of the event
 * loop go out together. Resolves once connected, or when it takes too long: that is no reason not to start.
 * @param onError told of each failed connection; without it they would end the process
 */
export async function connectRedis(url: string, whenAway: WhenAway, onError: (error: Error) => void): Promise<Redis> {
  const waits = whenAway === "wait";
  const redis = new Redis(url, {
    connectTimeout: connectTimeoutMs,
    commandTimeout: waits ? storeTimeoutMs : cacheTimeoutMs,
    enableOfflineQueue: waits,
    maxRetriesPerRequest: waits ? 2 : 0,
    enableAutoPipelining: true,
    // Has waited for the end of the turn already (`cache/redisCache.ts`).
    autoPipeliningIgnoredCommands: ["mget"],
    retryStrategy: (attempt) => Math.min(longestPauseMs, 50 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random() / 2),
    // After a failover the old primary refuses writes: the name leads to the new one, so connect again and repeat.
    reconnectOnError: ({ message }) => (message.startsWith("READONLY") ? 2 : false),
  });
  redis.on("error", onError);
  await once(redis, "ready", { signal: AbortSignal.timeout(connectTimeoutMs) }).catch(() => {});
  return redis;
}

/** Ends the connection; one that is not there is not waited for. */
export async function disconnect(redis: Redis): Promise<void> {
  if (redis.status === "ready") await redis.quit().catch(() => redis.disconnect());
  else redis.disconnect();
}
