import { Value } from "typebox/value";
import { constraintsOf, type Environment, environment, expectation, type Variable, variables } from "./environment.js";
import type { RequestLimits } from "./rateLimit/limitRequests.js";
import { mistakesBetween } from "./requirements.js";
import { StartError } from "./startError.js";

/** What the app is told from outside, checked and frozen. What is optional is undefined when it is not set. */
export interface Config {
  readonly role: Environment["APP_ROLE"];
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** A folder, or `memory://`. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseReplicaUrls: readonly string[];
  /** The map of shards as JSON. */
  readonly databaseShards: string | undefined;
  readonly redisUrl: string | undefined;
  readonly queueUrl: string | undefined;
  readonly bucket: string | undefined;
  readonly keyValueTable: string | undefined;
  readonly awsRegion: string | undefined;
  readonly awsEndpointUrl: string | undefined;
  readonly visibilitySeconds: number;
  readonly retrySeconds: number;
  readonly housekeepingSeconds: number;
  readonly ecsAgentUri: string | undefined;
  readonly authUrl: string | undefined;
  readonly usersUrl: string | undefined;
  readonly postsUrl: string | undefined;
  readonly tokenSecret: string | undefined;
  readonly serviceSecret: string | undefined;
  readonly moderationUrl: string | undefined;
  readonly moderationWebhookSecret: string | undefined;
  readonly webhookNetworks: readonly string[];
  /** The newest first. */
  readonly webhookSecretKeys: readonly string[];
  readonly requestLimits: RequestLimits;
  /** Milliseconds of delay of the event loop above which requests are refused; 0 for no limit. */
  readonly eventLoopLimitMs: number;
  readonly metricsNamespace: string | undefined;
  readonly metricsSeconds: number;
  readonly logLevel: Environment["LOG_LEVEL"];
  readonly drainSeconds: number;
  readonly graceSeconds: number;
}

/**
 * Reads the configuration from environment variables. A variable that is empty counts as not set.
 * @throws StartError that names every mistake at once, exit code 2.
 */
export function readConfig(source: Readonly<Record<string, string | undefined>>): Config {
  const read = Object.fromEntries(
    variables
      .map((variable) => [variable, parse(variable, source[variable])] as const)
      .filter(([, value]) => value !== undefined),
  );
  const mistakes = [...mistakesOf(read), ...mistakesBetween(read)];
  if (mistakes.length > 0 || !Value.Check(environment, read)) throw new StartError(report(mistakes), 2);
  return Object.freeze({
    role: read.APP_ROLE,
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL,
    allowedOrigins: listed(read.ALLOWED_ORIGINS),
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    databaseReplicaUrls: listed(read.DATABASE_REPLICA_URLS ?? read.DATABASE_READER_URL),
    databaseShards: read.DATABASE_SHARDS,
    redisUrl: read.REDIS_URL,
    queueUrl: read.QUEUE_URL,
    bucket: read.BUCKET,
    keyValueTable: read.KEY_VALUE_TABLE,
    awsRegion: read.AWS_REGION,
    awsEndpointUrl: read.AWS_ENDPOINT_URL,
    visibilitySeconds: read.QUEUE_VISIBILITY_SECONDS,
    retrySeconds: read.QUEUE_RETRY_SECONDS,
    housekeepingSeconds: read.HOUSEKEEPING_SECONDS,
    ecsAgentUri: read.ECS_AGENT_URI,
    authUrl: read.AUTH_URL,
    usersUrl: read.USERS_URL,
    postsUrl: read.POSTS_URL,
    tokenSecret: read.TOKEN_SECRET,
    serviceSecret: read.SERVICE_SECRET,
    moderationUrl: read.MODERATION_URL,
    moderationWebhookSecret: read.MODERATION_WEBHOOK_SECRET,
    webhookNetworks: listed(read.WEBHOOK_NETWORKS),
    webhookSecretKeys: listed(read.WEBHOOK_SECRET_KEYS),
    eventLoopLimitMs: read.EVENT_LOOP_LIMIT_MS,
    metricsNamespace: read.METRICS_NAMESPACE,
    metricsSeconds: read.METRICS_SECONDS,
    requestLimits: { perMinute: read.REQUESTS_PER_MINUTE, publicProxies: read.PUBLIC_PROXIES },
    logLevel: read.LOG_LEVEL,
    drainSeconds: read.SHUTDOWN_DRAIN_SECONDS,
    graceSeconds: read.SHUTDOWN_GRACE_SECONDS,
  });
}

function listed(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(",");
}

/** The default for what is not set, digits as a number; anything else is left as it is, for the check to refuse. */
function parse(variable: Variable, text: string | undefined): unknown {
  const { type, default: fallback } = constraintsOf(variable);
  if (text === undefined || text === "") return fallback;
  return type === "integer" && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function mistakesOf(read: Readonly<Record<string, unknown>>): readonly string[] {
  const refused = variables.filter(
    (variable) => variable in read && !Value.Check(environment.properties[variable], read[variable]),
  );
  return refused.map(
    (variable) =>
      `${variable} must be ${expectation(variable)}, got ${shown(variable, read[variable])}. ${constraintsOf(variable).description}`,
  );
}

function shown(variable: Variable, value: unknown): string {
  const text = String(value);
  return constraintsOf(variable).secret ? `a value of ${text.length} characters` : JSON.stringify(text);
}

function report(mistakes: readonly string[]): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  return [`The app cannot start: ${count} in its environment.`, ...mistakes.map((mistake) => `  - ${mistake}`)].join(
    "\n",
  );
}
