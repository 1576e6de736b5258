import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { PGlite, type PGliteOptions, type Transaction } from "@electric-sql/pglite";
import { appFolder } from "../appFolder.js";
import { StartError } from "../startError.js";
import { beginOnce } from "./beginOnce.js";
import type { Database, Queryable, Row } from "./database.js";
import { type FolderLock, lockFolder } from "./folderLock.js";

/** The value of DATA_DIR that keeps nothing between runs. */
const inMemory = "memory://";

/** An empty data folder, which the build makes beside the bundle. */
const emptyCluster = join(appFolder, "dist", "empty-cluster.tar.gz");
/** A fifth of PGlite's own choice: what one process on its own asks for is in the system's cache of files anyway. */
const settings = ["-c", "shared_buffers=32MB"];

/** Where a `DATA_DIR` keeps its data, counted from the app's own folder; undefined when it keeps none. */
export function dataFolder(dataDir: string): string | undefined {
  return dataDir === inMemory ? undefined : resolve(appFolder, dataDir);
}

/**
 * Opens PostgreSQL inside this process (PGlite), on disk in `dataDir` or in memory.
 * It is one connection and one process: a second process on the same folder is refused.
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<Database> {
  const folder = dataFolder(dataDir);
  if (folder === undefined) return new EmbeddedDatabase(await start(inMemory));

  const lock = await claim(folder);
  try {
    const postgres = join(folder, "postgres");
    return new EmbeddedDatabase(await beginOnce(postgres, () => start(postgres)), lock);
  } catch (error) {
    await lock.release();
    throw new StartError(
      `The database in ${folder} cannot be opened: ${messageOf(error)}. Set DATA_DIR to another folder, or move this one away to start afresh.`,
    );
  }
}

/** A new one starts from what the build made; where nothing is built, it takes the time to make its own. */
async function start(dataDir: string): Promise<PGlite> {
  const options: PGliteOptions = { dataDir, startParams: [...PGlite.defaultStartParams, ...settings] };
  if (existsSync(join(dataDir, "PG_VERSION")) || !existsSync(emptyCluster)) return PGlite.create(options);
  const archive = await promisify(gunzip)(await readFile(emptyCluster));
  return PGlite.create({ ...options, loadDataDir: new Blob([archive]) });
}

async function claim(folder: string): Promise<FolderLock> {
  try {
    await mkdir(folder, { recursive: true });
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The data folder ${folder} cannot be used: ${messageOf(error)}. Set DATA_DIR to a folder that this user may write.`,
    );
  }
}

function messageOf(error: unknown): string {
  // The embedded file system throws plain objects: {"name":"ErrnoError","errno":44}.
  return error instanceof Error ? error.message : (JSON.stringify(error) ?? String(error));
}

class EmbeddedDatabase implements Database {
  readonly #postgres: PGlite;
  readonly #lock: FolderLock | undefined;

  constructor(postgres: PGlite, lock?: FolderLock) {
    this.#postgres = postgres;
    this.#lock = lock;
  }

  query<Shape extends Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Shape[]> {
    return queryable(this.#postgres).query<Shape>(sql, parameters);
  }

  script(sql: string): Promise<void> {
    return queryable(this.#postgres).script(sql);
  }

  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    return this.#postgres.transaction((transaction) => work(queryable(transaction)));
  }

  async close(): Promise<void> {
    if (!this.#postgres.closed) await this.#postgres.close();
    await this.#lock?.release();
  }
}

function queryable(postgres: Pick<PGlite | Transaction, "query" | "exec">): Queryable {
  return {
    async query<Shape extends Row>(sql: string, parameters: readonly unknown[] = []) {
      return (await postgres.query<Shape>(sql, [...parameters])).rows;
    },
    async script(sql) {
      await postgres.exec(sql);
    },
  };
}
