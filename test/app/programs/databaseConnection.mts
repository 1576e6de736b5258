import { PostgresDatabase } from "../../../app/src/storage/postgresDatabase.js";
import { serveCalls } from "./serveCalls.mjs";

/** Whether a connection to a database by this URL is encrypted. */
async function isEncrypted(url: string): Promise<boolean> {
  const database = new PostgresDatabase(url);
  try {
    const [row] = await database.query<{ ssl: boolean }>("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    return row?.ssl === true;
  } finally {
    await database.close();
  }
}

await serveCalls({ isEncrypted });
