import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { securityOf } from "./connectionSecurity.js";
import type { Database, Queryable, Row } from "./database.js";
import { isConnectionFailure } from "./postgresFailures.js";

/** Connections of one process to one server. With `max_connections` of 100 and up, several processes fit beside each other. */
const connections = 10;
/** Longest wait for an answer: shorter than the caller's patience, longer than any statement of the app. */
const statementMs = 10_000;
/** Longest that a script takes: a migration of a large table, or of another process that is waited for. */
const scriptMs = 60 * 60_000;
/** How long a new connection is tried for: a failover of RDS to its standby takes longer, a restart or a local one less. */
const reconnectMs = 5_000;
const firstPauseMs = 50;

/**
 * PostgreSQL on a server, through a pool of connections. Survives a failover: broken connections, and those to a server
 * that is not the primary any more, leave the pool; statements wait for a new one. What was sent is never sent again.
 */
export class PostgresDatabase implements Database {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    const { url: connectionString, security: ssl } = securityOf(url);
    this.#pool = new pg.Pool({
      ...{ connectionString, ssl, max: connections, keepAlive: true },
      ...{ connectionTimeoutMillis: reconnectMs, query_timeout: statementMs },
    });
    // An idle connection that breaks leaves the pool; the next statement opens another.
    this.#pool.on("error", () => {});
    // One that breaks between two statements of a transaction says so to nobody else, and would end the process.
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  /** What most requests do: without what work in general takes. */
  async query<Shape extends Row>(
    sql: string,
    parameters: readonly unknown[] = [],
    prepared?: string,
  ): Promise<readonly Shape[]> {
    const client = await this.#connect();
    try {
      const { rows } = await client.query<Shape>(statementOf(sql, prepared), parameters as unknown[]);
      client.release();
      return rows;
    } catch (error) {
      client.release(isConnectionFailure(error));
      throw error;
    }
  }

  script(sql: string): Promise<void> {
    return this.#with((client) => queryable(client).script(sql));
  }

  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    return this.#with(async (client) => {
      await client.query("begin");
      try {
        const result = await work(queryable(client));
        await client.query("commit");
        return result;
      } catch (error) {
        // One that cannot even roll back is told by the next line, and not used again.
        if (!isConnectionFailure(error)) await client.query("rollback");
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }

  async #with<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(isConnectionFailure(error));
      throw error;
    }
  }

  /** A connection, waited for while the server is not there: nothing has been sent by then. */
  async #connect(): Promise<pg.PoolClient> {
    const deadline = Date.now() + reconnectMs;
    for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
      try {
        return await this.#pool.connect();
      } catch (error) {
        if (!isConnectionFailure(error) || Date.now() + pauseMs > deadline) throw error;
        await sleep(pauseMs);
      }
    }
  }
}

function queryable(connection: Pick<pg.ClientBase, "query">): Queryable {
  return {
    async query<Shape extends Row>(sql: string, parameters: readonly unknown[] = [], prepared?: string) {
      return (await connection.query<Shape>(statementOf(sql, prepared), [...parameters])).rows;
    },
    async script(sql) {
      await connection.query({ text: sql, query_timeout: scriptMs } as pg.QueryConfig);
    },
  };
}

/** As the driver wants it; of a name's own, as it writes the parameters into it. */
function statementOf(text: string, name: string | undefined): string | pg.QueryConfig {
  return name === undefined ? text : { name, text };
}
