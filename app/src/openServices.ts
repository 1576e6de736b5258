import { keptSecrets, keptWebhookKey, newSecret, newSecrets } from "./auth/secrets.js";
import { type TokenSecrets, Tokens } from "./auth/tokens.js";
import type { Config } from "./config.js";
import { LateLog } from "./lateLog.js";
import { MemoryPubSub } from "./live/memoryPubSub.js";
import type { PubSub } from "./live/pubSub.js";
import { RedisPubSub } from "./live/redisPubSub.js";
import { Moderator } from "./moderation/moderator.js";
import { openBlobs, openCache, openKeyValues, openQueues } from "./openStores.js";
import { CloudWatchLines } from "./operations/cloudWatchLines.js";
import { Metrics } from "./operations/metrics.js";
import { RateLimits } from "./rateLimit/rateLimits.js";
import { roles } from "./roles.js";
import type { Services } from "./services.js";
import type { Databases } from "./storage/databases.js";
import { dataFolder } from "./storage/embeddedDatabase.js";
import { migrate } from "./storage/migrations.js";
import { openDatabases } from "./storage/openDatabases.js";
import { WebhookSender } from "./webhooks/sender.js";
import { WebhookSecrets } from "./webhooks/webhookSecrets.js";
import { Webhooks, type WebhooksOptions } from "./webhooks/webhooks.js";

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
  const metrics = openMetrics(config);
  const webhookSecrets = new WebhookSecrets(await readWebhookKeys(config));
  const webhooks = openWebhooks(config, { databases, metrics, secrets: webhookSecrets }, log);
  const moderator = openModerator(config, metrics, log);
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
    webhooks,
    webhookSecrets,
    moderator,
    metrics,
    lifecycle: { draining: false },
    async close() {
      const parts = [pubSub, rateLimits, cache, keyValues, blobs, queues.consumer, webhooks, moderator];
      await Promise.all(parts.map((part) => part?.close()));
      metrics.close();
      await databases.close();
    },
  };
}

function openPubSub({ redisUrl }: Config, log: LateLog): PubSub {
  if (redisUrl === undefined) return new MemoryPubSub();
  return new RedisPubSub(redisUrl, (err) => log.warn({ err }, "Redis is away: nobody is told of news"));
}

function openMetrics({ metricsNamespace: namespace, metricsSeconds: seconds, role }: Config): Metrics {
  if (namespace === undefined) return new Metrics();
  return new Metrics(new CloudWatchLines({ namespace, role, seconds, write: (line) => process.stdout.write(line) }));
}

function openWebhooks(
  config: Config,
  given: Pick<WebhooksOptions, "databases" | "metrics" | "secrets">,
  log: LateLog,
): Webhooks {
  const sender = new WebhookSender({
    allowedNetworks: config.webhookNetworks,
    onStateChange: (endpoint, state) => log.info(`circuit breaker of webhook ${endpoint}: ${state}`),
  });
  return new Webhooks({ ...given, sender, retrySeconds: config.retrySeconds });
}

function openModerator({ moderationUrl }: Config, metrics: Metrics, log: LateLog): Moderator | undefined {
  if (moderationUrl === undefined) return undefined;
  return new Moderator(moderationUrl, (service, state) => {
    metrics.breaker(service, state);
    log.info(`circuit breaker of ${service}: ${state}`);
  });
}

/** Keys as they are configured, or else kept beside the data of a process on its own. */
async function readSecrets(config: Config): Promise<TokenSecrets> {
  const { tokenSecret, serviceSecret } = config;
  const folder = isEmbedded(config) ? dataFolder(config.dataDir) : undefined;
  // What a role needs is required by its configuration; a key that it does not need is one that nobody knows.
  const own = folder === undefined ? newSecrets() : await keptSecrets(folder);
  return { tokenSecret: tokenSecret ?? own.tokenSecret, serviceSecret: serviceSecret ?? own.serviceSecret };
}

/** As they are configured; else kept beside the data of a process on its own, or as short-lived as data in memory. */
async function readWebhookKeys(config: Config): Promise<readonly string[]> {
  if (config.webhookSecretKeys.length > 0 || !isEmbedded(config)) return config.webhookSecretKeys;
  const folder = dataFolder(config.dataDir);
  return [folder === undefined ? newSecret() : await keptWebhookKey(folder)];
}

function isEmbedded({ role, databaseUrl, databaseShards }: Config): boolean {
  return role === "all" && databaseUrl === undefined && databaseShards === undefined;
}
