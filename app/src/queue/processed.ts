import type { Database, Queryable } from "../storage/database.js";

/**
 * Exactly-once effects: the effect and the note that the message is done are one transaction, so that a message which
 * comes again, or to two workers at once, changes nothing more. Whether the effect took place now.
 * @param message the envelope's id; with a suffix where one message has several effects
 */
export function once(
  database: Database,
  message: string,
  effect: (transaction: Queryable) => Promise<void>,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [fresh] = await transaction.query(
      "insert into processed_messages (id) values ($1) on conflict do nothing returning 1",
      [message],
    );
    if (fresh) await effect(transaction);
    return fresh !== undefined;
  });
}

/** Longer than a message can live: SQS keeps dead letters for 14 days, counted from the first one. */
const keptDays = 15;
const sweepRows = 1_000;

/** Deletes some of the notes about messages that cannot come again; how many. */
export async function sweepProcessed(databases: readonly Database[]): Promise<number> {
  const statement = `delete from processed_messages where id in
    (select id from processed_messages where processed_at < now() - interval '${keptDays} days'
     limit ${sweepRows} for update skip locked) returning 1`;
  const swept = await Promise.all(databases.map((database) => database.query(statement)));
  return swept.flat().length;
}
