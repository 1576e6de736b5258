import type { Queryable } from "../storage/database.js";

/** A row of the outbox that this process alone works on for a while. */
export type OutboxRow = {
  readonly id: string;
  readonly body: string;
  /** How often it has been taken, this time included. */
  readonly attempts: number;
};

/** Takes up to `limit` rows whose time has come, oldest first, and hides them from others for `seconds`. */
export function takeRows(database: Queryable, limit: number, seconds: number): Promise<readonly OutboxRow[]> {
  return database.query<OutboxRow>(
    `update outbox set attempts = attempts + 1, available_at = now() + make_interval(secs => $2)
     where id in (select id from outbox where available_at <= now() and dead_at is null
                  order by available_at limit $1 for update skip locked)
     returning id, body, attempts`,
    [limit, seconds],
  );
}

/** Deletes rows that are done. */
export async function deleteRows(database: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await database.query("delete from outbox where id = any($1::uuid[])", [ids]);
}

/** Gives rows back after `seconds`, as if they had not been taken. */
export async function giveBack(database: Queryable, ids: readonly string[], seconds: number): Promise<void> {
  if (ids.length === 0) return;
  await database.query(
    `update outbox set available_at = now() + make_interval(secs => $2), attempts = greatest(0, attempts - 1)
     where id = any($1::uuid[])`,
    [ids, seconds],
  );
}

/** Hides a row for `seconds` from now, unless somebody else has taken it since. */
export async function hideRow(
  database: Queryable,
  { id, attempts }: Pick<OutboxRow, "id" | "attempts">,
  seconds: number,
): Promise<void> {
  await database.query(
    "update outbox set available_at = now() + make_interval(secs => $3) where id = $1 and attempts = $2",
    [id, attempts, seconds],
  );
}

/** Sets rows aside as dead letters. */
export async function buryRows(database: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await database.query("update outbox set dead_at = now() where id = any($1::uuid[])", [ids]);
}

/** Makes up to `limit` dead letters new again; how many. */
export async function reviveRows(database: Queryable, limit: number): Promise<number> {
  const rows = await database.query(
    `update outbox set dead_at = null, attempts = 0, available_at = now()
     where id in (select id from outbox where dead_at is not null order by dead_at limit $1 for update skip locked)
     returning 1`,
    [limit],
  );
  return rows.length;
}
