import pg from "pg";
import { securityOf } from "./connectionSecurity.js";
import type { Queryable, Row } from "./database.js";
import { isConnectionFailure } from "./postgresFailures.js";
import { readLsn } from "./readerPosition.js";

const connections = 10;
/** A health check that takes longer is a failed one. */
const deadlineMs = 2_000;

/** A copy of a primary that takes reads, and what is known about how far it has come. */
export class Replica {
  readonly #pool: pg.Pool;
  readonly #fallback: Queryable;
  #replayed = -1n;
  #healthy = false;

  /** @param fallback asked when the copy fails in the middle of a read */
  constructor(url: string, fallback: Queryable) {
    const { url: connectionString, security: ssl } = securityOf(url);
    this.#pool = new pg.Pool({
      ...{ connectionString, ssl, max: connections },
      ...{ connectionTimeoutMillis: deadlineMs, query_timeout: 10_000 },
    });
    this.#pool.on("error", () => {});
    this.#fallback = fallback;
  }

  /** What the copy has replayed at least: it may have come further since. */
  get replayed(): bigint {
    return this.#healthy ? this.#replayed : -1n;
  }

  /** Asks how far the copy has come. A promoted copy, which is none any more, is not read from as one. */
  async check(): Promise<void> {
    try {
      const { rows } = await this.#pool.query<{ replayed: string | null }>({
        text: "select case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text end as replayed",
        query_timeout: deadlineMs,
      } as pg.QueryConfig);
      const replayed = readLsn(rows[0]?.replayed ?? "");
      this.#healthy = replayed !== undefined;
      this.#replayed = replayed ?? -1n;
    } catch {
      this.#healthy = false;
    }
  }

  /** Reads from the copy, and from the primary when the copy fails: reading twice does no harm. */
  async query<Shape extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Shape[]> {
    try {
      return (await this.#pool.query<Shape>(sql, [...parameters])).rows;
    } catch (error) {
      if (!isConnectionFailure(error)) throw error;
      this.#healthy = false;
      return this.#fallback.query<Shape>(sql, parameters);
    }
  }

  script(): Promise<never> {
    return Promise.reject(new Error("A replica takes statements that read, one at a time."));
  }

  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }
}
