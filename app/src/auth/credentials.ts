import type { Queryable } from "../storage/database.js";
import type { Databases } from "../storage/databases.js";

/** Keeps the hash of a new user's password, in the transaction that stores the user. */
export async function keepPassword(transaction: Queryable, userId: string, passwordHash: string): Promise<void> {
  await transaction.query("insert into credentials (user_id, password_hash) values ($1, $2)", [userId, passwordHash]);
}

/** The hash of a user's password, if they have one. Of the primary: whoever just joined signs in next. */
export async function passwordHashOf(databases: Databases, userId: string): Promise<string | undefined> {
  const [row] = await databases
    .for(userId)
    .query<{ password_hash: string }>("select password_hash from credentials where user_id = $1", [userId]);
  return row?.password_hash;
}
