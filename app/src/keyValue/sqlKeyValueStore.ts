import type { Queryable } from "../storage/database.js";
import type { KeyValueStore, PutOptions } from "./keyValueStore.js";

/** Expired rows that one sweep deletes at most, so that it never holds up others. */
const sweepRows = 1_000;

/** Values in a table of the role's own database: for the embedded app, and where nothing better is configured. */
export class SqlKeyValueStore implements KeyValueStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async get(key: string): Promise<string | undefined> {
    const [row] = await this.#database.query<{ value: string }>(
      "select value from key_values where key = $1 and expires_at > now()",
      [key],
    );
    return row?.value;
  }

  async put(key: string, value: string, { ttlSeconds, ifAbsent = false, ifEquals }: PutOptions): Promise<boolean> {
    const expires = "now() + make_interval(secs => $3)";
    const rows =
      ifEquals === undefined
        ? await this.#database.query(
            `insert into key_values as stored (key, value, expires_at) values ($1, $2, ${expires})
             on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
             where not $4 or stored.expires_at <= now() returning 1`,
            [key, value, ttlSeconds, ifAbsent],
          )
        : await this.#database.query(
            `update key_values set value = $2, expires_at = ${expires}
             where key = $1 and value = $4 and expires_at > now() and not $5 returning 1`,
            [key, value, ttlSeconds, ifEquals, ifAbsent],
          );
    return rows.length > 0;
  }

  async delete(key: string, { ifEquals }: { readonly ifEquals?: string } = {}): Promise<boolean> {
    const rows = await this.#database.query<{ live: boolean }>(
      `delete from key_values where key = $1 and ($2::text is null or (value = $2 and expires_at > now()))
       returning expires_at > now() as live`,
      [key, ifEquals ?? null],
    );
    return rows[0]?.live === true;
  }

  /** Deletes some of what has expired; how many. */
  async sweep(): Promise<number> {
    const rows = await this.#database.query(
      `delete from key_values where key in
         (select key from key_values where expires_at <= now() limit ${sweepRows} for update skip locked) returning 1`,
    );
    return rows.length;
  }

  /** The database is closed by who opened it. */
  async close(): Promise<void> {}
}
