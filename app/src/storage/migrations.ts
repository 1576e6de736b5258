import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { appFolder } from "../appFolder.js";
import type { Database } from "./database.js";
import type { Databases } from "./databases.js";

const folder = join(appFolder, "migrations");

/** Any number that every version of the app agrees on: the one that holds this lock migrates, the others wait. */
const advisoryLock = 7_301_951;

/** Whose tables: a folder of `migrations/`. Sets never refer to each other, so that each may have its own database. */
export type MigrationSet = "users" | "posts" | "stores";

interface Migration {
  readonly set: MigrationSet;
  readonly version: number;
  readonly file: string;
}

/**
 * Brings the schema of every shard up to date: runs the numbered files of these sets that the shard has not seen, in
 * order, all or none. Migrations that only a newer version knows are left alone, so two versions can run side by side.
 */
export async function migrate(databases: Databases, sets: readonly MigrationSet[]): Promise<void> {
  const known = (await Promise.all(sets.map(readMigrations))).flat();
  await Promise.all(databases.all.map((database) => migrateShard(database, known)));
}

async function migrateShard(database: Database, known: readonly Migration[]): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.script(
      `select pg_advisory_xact_lock(${advisoryLock});
       create table if not exists applied_migrations (
         set text, version integer, applied_at timestamptz not null default now(), primary key (set, version))`,
    );
    const applied = await transaction.query<{ set: string; version: number }>(
      "select set, version from applied_migrations",
    );
    const seen = new Set(applied.map(({ set, version }) => `${set} ${version}`));
    for (const { set, version, file } of known.filter((each) => !seen.has(`${each.set} ${each.version}`))) {
      await transaction.script(await readFile(file, "utf8"));
      await transaction.query("insert into applied_migrations (set, version) values ($1, $2)", [set, version]);
    }
  });
}

async function readMigrations(set: MigrationSet): Promise<readonly Migration[]> {
  const names = (await readdir(join(folder, set))).filter((name) => name.endsWith(".sql")).sort();
  return names.map((name, index) => {
    const version = Number.parseInt(name, 10);
    if (version !== index + 1)
      throw new Error(`Migration ${set}/${name} should be number ${index + 1}: count from 1, no gaps.`);
    return { set, version, file: join(folder, set, name) };
  });
}
