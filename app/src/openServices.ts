import { keptSecrets, newSecrets } from "./auth/secrets.js";
import { type TokenSecrets, Tokens } from "./auth/tokens.js";
import type { Config } from "./config.js";
import { LateLog } from "./lateLog.js";
import { MemoryPubSub } from "./live/memoryPubSub.js";
import type { PubSub } from "./live/pubSub.js";
import { RedisPubSub } from "./live/redisPubSub.js";
import { openBlobs, openCache, openKeyValues, openQueues } from "./openStores.js";
import { RateLimits } from "./rateLimit/rateLimits.js";
import { roles } from "./roles.js";
import type { Services } from "./services.js";
import type { Databases } from "./storage/databases.js";
import { dataFolder } from "./storage/embeddedDatabase.js";
import { migrate } from "./storage/migrations.js";
import { openDatabases } from "./storage/openDatabases.js";

/** Opens what the configuration names, and what needs no server for the rest; the database is up to date then. */
export async function openServices(config: Config): Promise<Services> {
  const { tables } = roles[config.role];
  const databases = await openDatabases(config, tables);
  try {
    await migrate(databases, tables);
    return await openServicesOver(config, databases);
  } catch (error) {
    await databases.close();
    throw error;
  }
}

/** Opens everything but the databases, which it closes last. */
export async function openServicesOver(config: Config, databases: Databases): Promise<Services> {
  const log = new LateLog();
  const secrets = await readSecrets(config);
  const pubSub = openPubSub(config, log);
  const rateLimits = await RateLimits.open(config.redisUrl, (err) =>
    log.warn({ err }, "Redis is away: nobody is limited"),
  );
  const cache = await openCache(config, log);
  const keyValues = await openKeyValues(config, databases, log);
  const blobs = openBlobs(config, databases, secrets.serviceSecret);
  const queues = openQueues(config, databases);
  const pictureOrigin = await blobs.origin();
  return {
    databases,
    tokens: new Tokens(secrets),
    cache,
    keyValues,
    blobs,
    pictureOrigin,
    queues,
    rateLimits,
    log,
    pubSub,
    lifecycle: { draining: false },
    async close() {
      await Promise.all([pubSub, rateLimits, cache, keyValues, blobs, queues.consumer].map((part) => part.close()));
      await databases.close();
    },
  };
}

function openPubSub({ redisUrl }: Config, log: LateLog): PubSub {
  if (redisUrl === undefined) return new MemoryPubSub();
  return new RedisPubSub(redisUrl, (err) => log.warn({ err }, "Redis is away: nobody is told of news"));
}

/** Keys as they are configured, or else kept beside the data of a process on its own. */
async function readSecrets(config: Config): Promise<TokenSecrets> {
  const { role, tokenSecret, serviceSecret, databaseUrl, databaseShards, dataDir } = config;
  const embedded = role === "all" && databaseUrl === undefined && databaseShards === undefined;
  const folder = embedded ? dataFolder(dataDir) : undefined;
  // What a role needs is required by its configuration; a key that it does not need is one that nobody knows.
  const own = folder === undefined ? newSecrets() : await keptSecrets(folder);
  return { tokenSecret: tokenSecret ?? own.tokenSecret, serviceSecret: serviceSecret ?? own.serviceSecret };
}
