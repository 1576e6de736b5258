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

/** Lets rows be taken again after `seconds`. */
export async function postpone(database: Queryable, ids: readonly string[], seconds: number): Promise<void> {
  if (ids.length === 0) return;
  await database.query(
    "update outbox set available_at = now() + make_interval(secs => $2) where id = any($1::uuid[])",
    [ids, seconds],
  );
}
