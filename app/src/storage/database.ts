/** One row, its columns as the driver gives them. */
export type Row = Readonly<Record<string, unknown>>;

/** Something that runs SQL: a database, or one transaction of it. */
export interface Queryable {
  /**
   * Runs one statement with `$1`, `$2`, … as parameters. The caller names the shape of the rows it selected.
   * @param prepared name of a statement that takes longer to plan than to run: each connection plans it once, and knows it
   * by this name, which no other statement may have
   */
  query<Shape extends Row>(sql: string, parameters?: readonly unknown[], prepared?: string): Promise<readonly Shape[]>;
  /** Runs several statements separated by semicolons, without parameters. */
  script(sql: string): Promise<void>;
}

/** PostgreSQL, wherever it runs: embedded in this process today, a server behind the same three methods later. */
export interface Database extends Queryable {
  /** Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** Waits for running statements and lets go of every resource. Safe to call twice. */
  close(): Promise<void>;
}
