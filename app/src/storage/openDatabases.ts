import type { Config } from "../config.js";
import { type Databases, noDatabases, oneDatabase } from "./databases.js";
import { openEmbeddedDatabase } from "./embeddedDatabase.js";
import type { MigrationSet } from "./migrations.js";
import { PostgresDatabase } from "./postgresDatabase.js";

/** The databases that the configuration names; without any, the embedded one. */
export async function openDatabases(config: Config, tables: readonly MigrationSet[]): Promise<Databases> {
  if (tables.length === 0) return noDatabases;
  if (config.databaseUrl !== undefined) return oneDatabase(new PostgresDatabase(config.databaseUrl));
  return oneDatabase(await openEmbeddedDatabase(config.dataDir));
}
