import { keptSecrets, newSecrets } from "./auth/secrets.js";
import { Tokens } from "./auth/tokens.js";
import type { Config } from "./config.js";
import { SqlKeyValueStore } from "./keyValue/sqlKeyValueStore.js";
import { MemoryPubSub } from "./live/memoryPubSub.js";
import { RedisPubSub } from "./live/redisPubSub.js";
import { RateLimits } from "./rateLimit/rateLimits.js";
import { roles } from "./roles.js";
import type { Services } from "./services.js";
import { dataFolder } from "./storage/embeddedDatabase.js";
import { migrate } from "./storage/migrations.js";
import { openDatabases } from "./storage/openDatabases.js";

/** Opens what the configuration names, and what needs no server for the rest; the database is up to date then. */
export async function openServices(config: Config): Promise<Services> {
  const { tables } = roles[config.role];
  const databases = await openDatabases(config, tables);
  try {
    await migrate(databases, tables);
    const { redisUrl } = config;
    const ignore = () => {};
    const pubSub = redisUrl === undefined ? new MemoryPubSub() : new RedisPubSub(redisUrl, ignore);
    const rateLimits = await RateLimits.open(redisUrl, ignore);
    const keyValues = new SqlKeyValueStore(databases.for(""));
    return {
      databases,
      tokens: await openTokens(config),
      keyValues,
      rateLimits,
      pubSub,
      lifecycle: { draining: false },
      async close() {
        await pubSub.close();
        await rateLimits.close();
        await databases.close();
      },
    };
  } catch (error) {
    await databases.close();
    throw error;
  }
}

/** Keys as they are configured, or else kept beside the data of a process on its own. */
async function openTokens({ role, tokenSecret, serviceSecret, databaseUrl, databaseShards, dataDir }: Config) {
  const embedded = role === "all" && databaseUrl === undefined && databaseShards === undefined;
  const folder = embedded ? dataFolder(dataDir) : undefined;
  // What a role needs is required by its configuration; a key that it does not need is one that nobody knows.
  const own = folder === undefined ? newSecrets() : await keptSecrets(folder);
  return new Tokens({ tokenSecret: tokenSecret ?? own.tokenSecret, serviceSecret: serviceSecret ?? own.serviceSecret });
}
