/** A hand in the database of posts, beside the app: statements, and events published as the app publishes them. */
import type { Event } from "../../../app/src/queue/events.js";
import { publish } from "../../../app/src/queue/outbox.js";
import { PostgresDatabase } from "../../../app/src/storage/postgresDatabase.js";
import { serveCalls } from "./serveCalls.mjs";

const database = new PostgresDatabase(process.env.DATABASE_URL ?? "");
class Abandoned extends Error {}

await serveCalls({
  sql: (statement: string, parameters: readonly unknown[] = []) => database.query(statement, parameters),
  /** Statements and events in one transaction, which is committed or abandoned. */
  write: async (statements: readonly string[], events: readonly Event[], commit: boolean) => {
    try {
      await database.transaction(async (transaction) => {
        for (const statement of statements) await transaction.script(statement);
        for (const event of events) await publish(transaction, event);
        if (!commit) throw new Abandoned();
      });
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    }
  },
});
await database.close();
