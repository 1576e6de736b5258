import type { PostgresServer } from "../servers/postgres";

/** What a server needs to be able to write down the plan of each statement that it runs. */
export const explainable = ["session_preload_libraries=auto_explain", "auto_explain.log_level=log"] as const;

/** Begins statements of a test's own, of which no plan is wanted. */
export const unexplained = "set auto_explain.log_min_duration = -1";

/** A statement that somebody ran and how PostgreSQL went about it. */
export interface Plan {
  readonly statement: string;
  /** Tables that were read from one end to the other. */
  readonly scanned: readonly string[];
  readonly text: string;
}

/** The plans of whatever runs on a server while `work` does. */
export async function plansOf(server: PostgresServer, work: () => Promise<unknown>): Promise<readonly Plan[]> {
  const before = server.log().length;
  // In every session, of the app's pool too.
  const set = async (statement: string) => {
    server.sql(`alter system ${statement}`, "postgres");
    server.sql("select pg_reload_conf()", "postgres");
    // Sessions read it before their next statement.
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  await set("set auto_explain.log_min_duration = 0");
  await work();
  await set("reset auto_explain.log_min_duration");
  return readPlans(server.log().slice(before));
}

function readPlans(log: string): readonly Plan[] {
  return [...log.matchAll(/ plan:\n((?:\t.*\n)+)/g)].map(([, text = ""]) => ({
    statement: /Query Text: ([\s\S]*?)\n\t\S.*\(cost=/.exec(text)?.[1] ?? text,
    scanned: [...text.matchAll(/Seq Scan on (\w+)/g)].map(([, table = ""]) => table),
    text,
  }));
}
