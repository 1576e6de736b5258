import type { Tokens } from "./auth/tokens.js";
import type { PubSub } from "./live/pubSub.js";
import type { Database } from "./storage/database.js";

/** What the routes work with; made by the process, or by a test. */
export interface Services {
  readonly database: Database;
  /** Signs and reads the tokens of callers and services. */
  readonly tokens: Tokens;
  /** Messages to whoever is connected, in whatever process. */
  readonly pubSub: PubSub;
  /** Shared between the process, which sets it, and the routes, which read it. */
  readonly lifecycle: Lifecycle;
}

/** Where the process is in its life. */
interface Lifecycle {
  /** Set at the start of a shutdown: still serving, but asking for no new traffic. */
  draining: boolean;
}
