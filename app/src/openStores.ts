import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { BlobStore } from "./blobs/blobStore.js";
import { DiskBlobs } from "./blobs/diskBlobs.js";
import { LocalBlobStore } from "./blobs/localBlobStore.js";
import { S3BlobStore } from "./blobs/s3BlobStore.js";
import { SignedPaths } from "./blobs/signedPath.js";
import { SqlBlobs } from "./blobs/sqlBlobs.js";
import { CacheAside } from "./cache/cacheAside.js";
import { MemoryCache } from "./cache/memoryCache.js";
import { RedisCache } from "./cache/redisCache.js";
import type { Config } from "./config.js";
import { DynamoKeyValueStore } from "./keyValue/dynamoKeyValueStore.js";
import type { KeyValueStore } from "./keyValue/keyValueStore.js";
import { RedisKeyValueStore } from "./keyValue/redisKeyValueStore.js";
import { SqlKeyValueStore } from "./keyValue/sqlKeyValueStore.js";
import type { LateLog } from "./lateLog.js";
import { OutboxQueue } from "./queue/outboxQueue.js";
import type { DeadLetters, QueueConsumer, QueueProducer } from "./queue/queue.js";
import { SqsDeadLetters } from "./queue/sqsDeadLetters.js";
import { SqsQueue } from "./queue/sqsQueue.js";
import { connectRedis } from "./redis/redisConnection.js";
import type { Databases } from "./storage/databases.js";
import { dataFolder } from "./storage/embeddedDatabase.js";

/** Longest that AWS is waited for: a receive waits 20 s by itself. */
const awsTimeouts = { requestHandler: { connectionTimeout: 2_000, requestTimeout: 25_000 } };

/** Where messages go, when somewhere else than the outbox; and where they come from. */
export interface Queues {
  /** Absent when the outbox is worked off where it lies. */
  readonly producer?: QueueProducer;
  readonly consumer: QueueConsumer;
  readonly deadLetters: DeadLetters;
}

/** The cache in Redis, or in this process. */
export async function openCache({ redisUrl }: Config, log: LateLog): Promise<CacheAside> {
  const options = {
    onChange: (state: "away" | "back", err?: Error) =>
      state === "away"
        ? log.warn({ err }, "the cache is away: everything is looked up")
        : log.info("the cache is back"),
  };
  if (redisUrl === undefined) return new CacheAside(new MemoryCache(), options);
  return new CacheAside(new RedisCache(await connectRedis(redisUrl, "fail at once", () => {})), options);
}

/** The key-value store in DynamoDB, else in Redis, else in the role's database. */
export async function openKeyValues(config: Config, databases: Databases, log: LateLog): Promise<KeyValueStore> {
  const { keyValueTable, redisUrl } = config;
  if (keyValueTable !== undefined) return new DynamoKeyValueStore(new DynamoDBClient(awsTimeouts), keyValueTable);
  if (redisUrl === undefined) return new SqlKeyValueStore(databases);
  return new RedisKeyValueStore(await connectRedis(redisUrl, "wait", (err) => log.warn({ err }, "Redis is away")));
}

/** Pictures in S3, else in the database; in files where the database is embedded. */
export function openBlobs(config: Config, databases: Databases, secret: string): BlobStore {
  const { bucket, databaseUrl, databaseShards, dataDir, awsEndpointUrl } = config;
  if (bucket !== undefined) {
    const client = new S3Client({
      ...awsTimeouts,
      // Servers other than AWS have no host name for each bucket.
      forcePathStyle: awsEndpointUrl !== undefined,
      // Without it the SDK signs the checksum of an empty body into the URL of an upload.
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    return new S3BlobStore(client, bucket);
  }
  const folder = databaseUrl === undefined && databaseShards === undefined ? dataFolder(dataDir) : undefined;
  // A database in memory keeps its pictures in memory too.
  const files = folder === undefined ? new SqlBlobs(databases) : new DiskBlobs(join(folder, "blobs"));
  return new LocalBlobStore(files, new SignedPaths(secret));
}

/** SQS, or the outbox itself. */
export function openQueues({ queueUrl, visibilitySeconds }: Config, databases: Databases): Queues {
  if (queueUrl === undefined) {
    const queue = new OutboxQueue(databases.all, visibilitySeconds);
    return { consumer: queue, deadLetters: queue };
  }
  const client = new SQSClient(awsTimeouts);
  const queue = new SqsQueue(client, queueUrl, visibilitySeconds);
  return { producer: queue, consumer: queue, deadLetters: new SqsDeadLetters(client, queueUrl) };
}
