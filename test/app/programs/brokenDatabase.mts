/** The app over a database that fails as DATABASE_FAILURE says: `error` at once, `silence` for ever. */
import { readConfig } from "../../../app/src/config.js";
import { openServicesOver } from "../../../app/src/openServices.js";
import { serve } from "../../../app/src/server.js";
import type { Database } from "../../../app/src/storage/database.js";
import { oneDatabase } from "../../../app/src/storage/databases.js";

class QueryFailed extends Error {
  override readonly name = "QueryFailed";
  readonly code = "XX001";
  readonly query = "select secret-in-statement";
  readonly params = ["secret-in-parameter"];
}

const silent = process.env.DATABASE_FAILURE === "silence";

const fail = (): Promise<never> =>
  silent
    ? new Promise<never>(() => {})
    : Promise.reject(new QueryFailed("invalid page in block 0 of relation base/1/2"));

const database: Database = {
  query: fail,
  script: fail,
  transaction: fail,
  close: () => (silent ? fail() : Promise.resolve()),
};

const config = readConfig(process.env);
const url = await serve(config, await openServicesOver(config, oneDatabase(database)));
process.stderr.write(`Ready at ${url}\n`);
