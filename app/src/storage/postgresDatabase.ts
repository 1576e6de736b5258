import pg from "pg";
import { securityOf } from "./connectionSecurity.js";
import type { Database, Queryable, Row } from "./database.js";

/** Connections of one process to one server. With `max_connections` of 100 and up, several processes fit beside each other. */
const connections = 10;

/** PostgreSQL on a server, through a pool of connections. */
export class PostgresDatabase implements Database {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    const { url: connectionString, security: ssl } = securityOf(url);
    this.#pool = new pg.Pool({ connectionString, ssl, max: connections, connectionTimeoutMillis: 5_000 });
    // An idle connection that breaks leaves the pool; the next statement opens another.
    this.#pool.on("error", () => {});
  }

  query<Shape extends Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Shape[]> {
    return queryable(this.#pool).query<Shape>(sql, parameters);
  }

  script(sql: string): Promise<void> {
    return queryable(this.#pool).script(sql);
  }

  async transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    try {
      await client.query("begin");
      const result = await work(queryable(client));
      await client.query("commit");
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is not used again.
      await client.query("rollback").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }
}

function queryable(connection: Pick<pg.ClientBase, "query">): Queryable {
  return {
    async query<Shape extends Row>(sql: string, parameters: readonly unknown[] = []) {
      return (await connection.query<Shape>(sql, [...parameters])).rows;
    },
    async script(sql) {
      await connection.query(sql);
    },
  };
}
