import { type Static, type TString, Type } from "typebox";

/** A variable without a default. `accepts` completes "must be …"; a secret is never shown, not even when it is refused. */
function optional(
  description: string,
  rule: { accepts: string; pattern: string; secret?: boolean; minLength?: number },
) {
  return Type.Optional(Type.String({ ...rule, description }) as TString);
}

const httpUrl = { pattern: "^https?://[^\\s/]+\\S*$", accepts: "an http or https URL" };
const postgresUrl = { pattern: "^postgres(ql)?://\\S+$", accepts: "a URL that begins with postgres://", secret: true };
const key = { pattern: "", minLength: 32, accepts: "32 characters or more", secret: true };

/**
 * Every variable the app reads, by the name that infrastructure injects. The order is the order of the table in
 * README.md. `description` is shown in that table and after the mistake when a value is refused.
 */
export const environment = Type.Object({
  APP_ROLE: Type.Enum(["all", "gateway", "auth", "users", "posts", "worker"], {
    default: "all",
    description: "Part of the app that this process runs. `all` is everything in one process.",
  }),
  HOST: Type.String({
    pattern: "^[0-9A-Za-z.:_-]+$",
    accepts: "an address or a host name",
    default: "127.0.0.1",
    description: "Address or host name to listen on. A container sets `0.0.0.0` to be reached from outside.",
  }),
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8080,
    description: "Port to listen on. `0` takes a free one.",
  }),
  PUBLIC_URL: optional("Where browsers reach the app, when it is not where it listens.", httpUrl),
  ALLOWED_ORIGINS: optional(
    "Origins of pages that may call the app from a browser and open WebSockets, beside its own. Separated by commas.",
    { pattern: "^https?://[^\\s,/]+(,https?://[^\\s,/]+)*$", accepts: "origins such as https://example.com" },
  ),
  DATA_DIR: Type.String({
    minLength: 1,
    accepts: "a path",
    default: ".data",
    description:
      "Folder that keeps the data between runs while no database is configured, counted from the app's own folder unless absolute. `memory://` keeps nothing.",
  }),
  DATABASE_URL: optional(
    "PostgreSQL 15 or later: where writes go. Without one, APP_ROLE `all` brings its own. With `sslmode=require` the server must prove who it is by Amazon RDS's or a public authority, or one in the file that `sslrootcert` names.",
    postgresUrl,
  ),
  DATABASE_REPLICA_URLS: optional("Copies of DATABASE_URL that take reads. Separated by commas.", {
    pattern: "^postgres(ql)?://[^\\s,]+(,postgres(ql)?://[^\\s,]+)*$",
    accepts: "URLs that begin with postgres://",
    secret: true,
  }),
  DATABASE_READER_URL: optional(
    "One host before the replicas, used when DATABASE_REPLICA_URLS is not set.",
    postgresUrl,
  ),
  DATABASE_SHARDS: optional(
    "Which hashes of ids are in which database, instead of the three variables above: JSON with `version` 1, `hash` sha256-32, `ranges` of `from`, `to` and `shard`, and `shards` of `url` and `replicaUrls`.",
    { pattern: "^\\s*\\{[\\s\\S]*\\}\\s*$", accepts: "a JSON object", secret: true },
  ),
  REDIS_URL: optional("Redis 6 or later, or Valkey. Without one, the cache is this process's own.", {
    pattern: "^rediss?://\\S+$",
    accepts: "a URL that begins with redis:// or rediss://",
    secret: true,
  }),
  QUEUE_URL: optional("Queue of SQS. Without one, the outbox in the database is worked off directly.", httpUrl),
  BUCKET: optional("Bucket of S3 for pictures. Without one, they are in the database, or in DATA_DIR.", {
    pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
    accepts: "the name of a bucket",
  }),
  KEY_VALUE_TABLE: optional(
    "Table of DynamoDB for sessions and idempotency records. Without one, they are in Redis, else in the database.",
    { pattern: "^[A-Za-z0-9_.-]{3,255}$", accepts: "the name of a table" },
  ),
  AWS_REGION: optional("Region of the queue, the bucket and the table.", {
    pattern: "^[a-z]{2}(-[a-z]+)+-\\d$",
    accepts: "a region such as eu-central-1",
  }),
  AWS_ENDPOINT_URL: optional("Where AWS is reached, when it is not AWS: a server in tests.", httpUrl),
  QUEUE_VISIBILITY_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 3_600,
    default: 30,
    description:
      "How long a message stays hidden from other workers unless the one that has it says it is still at it: as long as the work of a worker that died has to wait.",
  }),
  QUEUE_RETRY_SECONDS: Type.Integer({
    minimum: 0,
    maximum: 900,
    default: 5,
    description: "Seconds before a failed message is tried again; four times longer after each further failure.",
  }),
  HOUSEKEEPING_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 86_400,
    default: 600,
    description:
      "Seconds between two rounds that delete what nobody needs: unused pictures, expired values, old notes.",
  }),
  ECS_AGENT_URI: optional("Set by Amazon ECS: where a worker says that it must not be stopped just now.", httpUrl),
  AUTH_URL: optional("Where the gateway reaches the service auth.", httpUrl),
  USERS_URL: optional("Where the gateway reaches the service users.", httpUrl),
  POSTS_URL: optional("Where the gateway reaches the service posts.", httpUrl),
  TOKEN_SECRET: optional(
    "Key that access tokens are signed with (HS256). Without one, a process on embedded storage makes its own and keeps it in DATA_DIR.",
    key,
  ),
  SERVICE_SECRET: optional(
    "Key that the gateway signs its word to the services behind it with. Without one, as with `TOKEN_SECRET`.",
    key,
  ),
  MODERATION_URL: optional(
    "Third party that the worker asks about each new post. Without one, nobody is asked.",
    httpUrl,
  ),
  MODERATION_WEBHOOK_SECRET: optional(
    "Key by which that third party signs verdicts that it sends later (Standard Webhooks).",
    {
      pattern: "^(whsec_)?[A-Za-z0-9+/=]{32,}$",
      accepts: "32 characters of base64 or more",
      secret: true,
    },
  ),
  WEBHOOK_NETWORKS: optional(
    "Networks that webhooks may be sent to although their addresses are not public, and over plain HTTP: a server in tests. Separated by commas.",
    {
      pattern: "^[0-9a-f.:]+/\\d{1,3}(,[0-9a-f.:]+/\\d{1,3})*$",
      accepts: "networks such as 127.0.0.1/32",
    },
  ),
  WEBHOOK_SECRET_KEYS: optional(
    "Keys that secrets of webhooks are encrypted with in the database (AES-256-GCM), the newest first: that one encrypts, all decrypt. Separated by commas. Without one, a process on embedded storage makes its own and keeps it in DATA_DIR; on servers the secrets stay in clear.",
    {
      pattern: "^[^\\s,]{32,}(,[^\\s,]{32,})*$",
      accepts: "keys of 32 characters or more",
      secret: true,
    },
  ),
  REQUESTS_PER_MINUTE: Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    default: 600,
    description:
      "Requests a minute that one user may make, or one address from which nobody is signed in. `0` sets no limit.",
  }),
  PUBLIC_PROXIES: Type.Integer({
    minimum: 0,
    maximum: 5,
    default: 0,
    description:
      "Proxies with public addresses before the app, whose entries in `X-Forwarded-For` are passed over to find who asks: 1 behind a CDN. Proxies on private addresses, such as a load balancer, need not be counted.",
  }),
  EVENT_LOOP_LIMIT_MS: Type.Integer({
    minimum: 0,
    maximum: 60_000,
    default: 500,
    description:
      "Milliseconds that the event loop may be late in the mean of half a second before requests are refused with 503 instead of waiting. `0` refuses none.",
  }),
  METRICS_NAMESPACE: optional(
    "Namespace of CloudWatch that metrics are written to the log for (Embedded Metric Format). Without one, they are at `/metrics` alone.",
    { pattern: "^[0-9A-Za-z._/#:-]{1,255}$", accepts: "a name of letters, digits and ._-/#:" },
  ),
  METRICS_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 3_600,
    default: 60,
    description: "Seconds between two lines of metrics in the log.",
  }),
  LOG_LEVEL: Type.Enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
    default: "info",
    description: "Least severe level that is logged.",
  }),
  SHUTDOWN_DRAIN_SECONDS: Type.Integer({
    minimum: 0,
    maximum: 110,
    default: 5,
    description:
      "After SIGTERM, how long `/readyz` fails while requests are still served: longer than a load balancer takes to notice, or to be told. Ctrl-C skips it.",
  }),
  SHUTDOWN_GRACE_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 120,
    default: 25,
    description:
      "Hard limit of the whole shutdown, drain included: below the time after which the platform kills the process (ECS: 30 s by default).",
  }),
});

/** The environment after the check: defaults filled in, numbers as numbers. */
export type Environment = Static<typeof environment>;

/** Name of a variable in {@link environment}. */
export type Variable = keyof Environment;

/** Names in the order of the schema. */
export const variables = Object.keys(environment.properties) as readonly Variable[];

interface Constraints {
  readonly enum?: readonly string[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** In words that complete "must be …", where the rest does not say it. */
  readonly accepts?: string;
  /** Never shown, not even when it is refused. */
  readonly secret?: boolean;
  readonly default?: string | number;
  readonly description?: string;
}

/** The constraints of one variable as plain data. */
export function constraintsOf(variable: Variable): Constraints {
  return environment.properties[variable] as Constraints;
}

/** What a variable accepts, in words that complete "must be …". */
export function expectation(variable: Variable): string {
  const { enum: choices, minimum, maximum, accepts } = constraintsOf(variable);
  if (choices) return `one of ${choices.map((choice) => `\`${choice}\``).join(", ")}`;
  return accepts ?? `a whole number from ${minimum} to ${maximum}`;
}
