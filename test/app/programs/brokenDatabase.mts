/** The app over a database that fails as DATABASE_FAILURE says: `error` at once, `silence` for ever. */
import { newSecrets } from "../../../app/src/auth/secrets.js";
import { Tokens } from "../../../app/src/auth/tokens.js";
import { readConfig } from "../../../app/src/config.js";
import { SqlKeyValueStore } from "../../../app/src/keyValue/sqlKeyValueStore.js";
import { MemoryPubSub } from "../../../app/src/live/memoryPubSub.js";
import { RateLimits } from "../../../app/src/rateLimit/rateLimits.js";
import { serve } from "../../../app/src/server.js";
import type { Database } from "../../../app/src/storage/database.js";
import { oneDatabase } from "../../../app/src/storage/databases.js";

class QueryFailed extends Error {
  override readonly name = "QueryFailed";
  readonly code = "57P01";
  readonly query = "select secret-in-statement";
  readonly params = ["secret-in-parameter"];
}

const silent = process.env.DATABASE_FAILURE === "silence";

const fail = (): Promise<never> =>
  silent
    ? new Promise<never>(() => {})
    : Promise.reject(new QueryFailed("terminating connection due to administrator command"));

const database: Database = {
  query: fail,
  script: fail,
  transaction: fail,
  close: () => (silent ? fail() : Promise.resolve()),
};

const url = await serve(readConfig(process.env), {
  databases: oneDatabase(database),
  keyValues: new SqlKeyValueStore(database),
  rateLimits: await RateLimits.open(undefined, () => {}),
  tokens: new Tokens(newSecrets()),
  pubSub: new MemoryPubSub(),
  lifecycle: { draining: false },
  close: () => database.close(),
});
process.stderr.write(`Ready at ${url}\n`);
