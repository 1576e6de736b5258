import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "./database.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "migrations");

/** Any number that every version of the app agrees on: the one that holds this lock migrates, the others wait. */
const advisoryLock = 7_301_951;

interface Migration {
  readonly version: number;
  readonly name: string;
}

/**
 * Brings the schema up to date: runs the numbered files of `migrations/` that this database has not seen, in order,
 * all or none. Migrations that only a newer version knows are left alone, so two versions can run side by side.
 */
export async function migrate(database: Database): Promise<void> {
  const known = await readMigrations();
  await database.transaction(async (transaction) => {
    await transaction.query("select pg_advisory_xact_lock($1)", [advisoryLock]);
    await transaction.script(
      "create table if not exists schema_migrations (version integer primary key, name text not null, applied_at timestamptz not null default now())",
    );
    const applied = await transaction.query<{ version: number }>("select version from schema_migrations");
    const seen = new Set(applied.map(({ version }) => version));
    for (const { version, name } of known.filter((migration) => !seen.has(migration.version))) {
      await transaction.script(await readFile(join(folder, name), "utf8"));
      await transaction.query("insert into schema_migrations (version, name) values ($1, $2)", [version, name]);
    }
  });
}

async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return names.map((name, index) => {
    const version = Number.parseInt(name, 10);
    if (version !== index + 1)
      throw new Error(`Migration ${name} should be number ${index + 1}: count from 1, no gaps.`);
    return { version, name };
  });
}
