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
