import type { Databases } from "../storage/databases.js";
import type { KeyValueStore, PutOptions } from "./keyValueStore.js";

/** Expired rows that one sweep deletes at most, so that it never holds up others. */
const sweepRows = 1_000;

/** Values in a table of the role's own database, each on the shard of its key's hash: for the embedded app, and where nothing better is configured. */
export class SqlKeyValueStore implements KeyValueStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async get(key: string): Promise<string | undefined> {
    const [row] = await this.#databases
      .for(key)
      .query<{ value: string }>("select value from key_values where key = $1 and expires_at > now()", [key]);
    return row?.value;
  }

  async put(key: string, value: string, { ttlSeconds, ifAbsent = false, ifEquals }: PutOptions): Promise<boolean> {
    const expires = "now() + make_interval(secs => $3)";
    const rows =
      ifEquals === undefined
        ? await this.#databases.for(key).query(
            `insert into key_values as stored (key, value, expires_at) values ($1, $2, ${expires})
             on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
             where not $4 or stored.expires_at <= now() returning 1`,
            [key, value, ttlSeconds, ifAbsent],
          )
        : await this.#databases.for(key).query(
            `update key_values set value = $2, expires_at = ${expires}
             where key = $1 and value = $4 and expires_at > now() and not $5 returning 1`,
            [key, value, ttlSeconds, ifEquals, ifAbsent],
          );
    return rows.length > 0;
  }

  async delete(key: string, { ifEquals }: { readonly ifEquals?: string } = {}): Promise<boolean> {
    const rows = await this.#databases.for(key).query<{ live: boolean }>(
      `delete from key_values where key = $1 and ($2::text is null or (value = $2 and expires_at > now()))
       returning expires_at > now() as live`,
      [key, ifEquals ?? null],
    );
    return rows[0]?.live === true;
  }

  /** Deletes some of what has expired; how many. */
  async sweep(): Promise<number> {
    const statement = `delete from key_values where key in
      (select key from key_values where expires_at <= now() limit ${sweepRows} for update skip locked) returning 1`;
    const swept = await Promise.all(this.#databases.all.map((database) => database.query(statement)));
    return swept.flat().length;
  }

  /** The databases are closed by who opened them. */
  async close(): Promise<void> {}
}
