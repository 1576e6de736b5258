import type { Tokens } from "./auth/tokens.js";
import type { BlobStore } from "./blobs/blobStore.js";
import type { CacheAside } from "./cache/cacheAside.js";
import type { KeyValueStore } from "./keyValue/keyValueStore.js";
import type { LateLog } from "./lateLog.js";
import type { PubSub } from "./live/pubSub.js";
import type { Moderator } from "./moderation/moderator.js";
import type { Queues } from "./openStores.js";
import type { Metrics } from "./operations/metrics.js";
import type { RateLimits } from "./rateLimit/rateLimits.js";
import type { Databases } from "./storage/databases.js";
import type { WebhookSecrets } from "./webhooks/webhookSecrets.js";
import type { Webhooks } from "./webhooks/webhooks.js";

/**
 * What the routes work with; made by the process from its configuration (`openServices.ts`), or by a test. Each slot is
 * an interface with one implementation for a configured server and one that needs none.
 */
export interface Services {
  readonly databases: Databases;
  /** Signs and reads the tokens of callers and services. */
  readonly tokens: Tokens;
  /** Copies of what was read, shared by processes where Redis is. */
  readonly cache: CacheAside;
  /** Sessions and idempotency records. */
  readonly keyValues: KeyValueStore;
  /** Pictures. */
  readonly blobs: BlobStore;
  /** Where browsers bring and fetch them; undefined where it is this app itself. */
  readonly pictureOrigin: string | undefined;
  /** Work that may wait: published by the outbox (`queue/outbox.ts`), taken by the worker. */
  readonly queues: Queues;
  /** For what is opened before the application: its log, once there is one. */
  readonly log: LateLog;
  /** Counts what callers ask for. */
  readonly rateLimits: RateLimits;
  /** Messages to whoever is connected, in whatever process. */
  readonly pubSub: PubSub;
  /** What endpoints that users have named are told of. */
  readonly webhooks: Webhooks;
  /** What their secrets are encrypted with. */
  readonly webhookSecrets: WebhookSecrets;
  /** A third party that looks at posts; undefined where nobody does. */
  readonly moderator: Moderator | undefined;
  /** What the process counts. */
  readonly metrics: Metrics;
  /** Shared between the process, which sets it, and the routes, which read it. */
  readonly lifecycle: Lifecycle;
  /** Lets go of everything, the databases last. Safe to call twice. */
  close(): Promise<void>;
}

/** Where the process is in its life. */
interface Lifecycle {
  /** Set at the start of a shutdown: still serving, but asking for no new traffic. */
  draining: boolean;
}
