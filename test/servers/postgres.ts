import { execFileSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCommand } from "../lint/system-command";
import { freePort } from "./server-process";

const password = "secret-of-the-tests";
/** PostgreSQL refuses to run as root; this is `nobody`, where tests may become somebody else. */
const UNPRIVILEGED = 65_534;

/** A PostgreSQL server on loopback whose superuser `app` needs a password. */
export interface PostgresServer {
  readonly port: number;
  readonly password: string;
  /** Address of a database of this server. */
  url(database?: string): string;
  createDatabase(name: string): void;
  /** Runs SQL in a database; the rows as lines, columns separated by `|`. */
  sql(statement: string, database?: string): string;
  /** A copy by streaming replication, which the server must allow: it does by default. */
  startReplica(): Promise<PostgresServer>;
  /** What the server has written to its log so far. */
  log(): string;
  /** Makes a copy take writes. */
  promote(): void;
  /** Ends the server as a power cut would. Its data stays until {@link stop}. */
  kill(): void;
  stop(): void;
}

/** Folder of the newest PostgreSQL here. Debian keeps it off the path, and its package installs server and clients. */
export function postgresBinaries(): string {
  const found = newestBinaries();
  if (found !== undefined) {
    return found;
  }
  const client = systemCommand("psql", "postgresql");
  const beside = join(client, "..");
  return newestBinaries() ?? (existsSync(join(beside, "initdb")) ? beside : missing());
}

function newestBinaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "initdb")));
}

function missing(): never {
  throw new Error(
    "These tests need a PostgreSQL server: install it (apt-get install postgresql, brew install postgresql).",
  );
}

/** Starts a server and waits until it answers. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const place = newPlace();
  execFileSync("cp", ["-R", "-p", emptyCluster(), place.data], place.identity);
  return startIn(place, password, settings);
}

/**
 * A folder of data that no server has run on, made once for all test files and runs of this version: copying it takes a
 * tenth of the time of making it.
 */
function emptyCluster(): string {
  const { isRoot, run, folder, identity } = newPlace();
  try {
    const version = run("initdb", ["--version"]).replace(/[^\w.]+/g, "-");
    const cluster = join(tmpdir(), `zero-to-millions-${version}-${identity.uid ?? process.getuid?.() ?? "user"}`);
    if (existsSync(cluster)) return cluster;
    const [passwordFile, fresh] = [join(folder, "password"), join(folder, "data")];
    writeFileSync(passwordFile, password);
    if (isRoot) chownSync(passwordFile, UNPRIVILEGED, UNPRIVILEGED);
    const access = ["--username=app", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    run("initdb", ["--pgdata", fresh, "--encoding=UTF8", "--locale=C", "--no-sync", ...access]);
    return placed(fresh, cluster);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Renamed when it is whole, as several test files may make one at once: the first one's is taken. */
function placed(fresh: string, cluster: string): string {
  try {
    renameSync(fresh, cluster);
  } catch (error) {
    if (!existsSync(cluster)) throw error;
  }
  return cluster;
}

/** Where a server lives: a folder of its own, which its user may write. */
interface Place {
  readonly folder: string;
  readonly data: string;
  readonly isRoot: boolean;
  /** Whom its programs run as. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
  run(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): string;
}

function newPlace(): Place {
  const binaries = postgresBinaries();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  if (isRoot) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
  const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    execFileSync(join(binaries, program), args, {
      ...{ cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
      ...{ env: { ...process.env, ...env }, ...identity },
    });
  return { folder, data: join(folder, "data"), isRoot, identity, run };
}

async function startIn(place: Place, password: string, settings: readonly string[]): Promise<PostgresServer> {
  const { folder, data, run } = place;
  const port = await freePort();
  const options = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", ...settings];
  const given = options.map((option) => `-c ${option}`).join(" ");
  // With a pipe the server, which keeps it, would be waited for until it ends.
  run("pg_ctl", ["start", "--wait", "--silent", "--pgdata", data, "--log", join(folder, "log"), "--options", given]);
  const client = { PGPASSWORD: password };
  const at = ["--host=127.0.0.1", `--port=${port}`, "--username=app"];
  const end = (mode: string) => run("pg_ctl", ["stop", "--wait", `--mode=${mode}`, "--pgdata", data]);
  let running = true;
  const kill = () => {
    if (running) end("immediate");
    running = false;
  };
  const sql = (statement: string, database = "app") =>
    run("psql", [...at, "--no-psqlrc", "-qtA", "-v", "ON_ERROR_STOP=1", "-c", statement, database], client).trim();
  return {
    port,
    password,
    url: (database = "app") => `postgres://app:${password}@127.0.0.1:${port}/${database}`,
    createDatabase: (name) => void sql(`create database "${name}"`, "postgres"),
    sql,
    startReplica() {
      const copy = newPlace();
      copy.run("pg_basebackup", [...at, "--pgdata", copy.data, "--write-recovery-conf", "--checkpoint=fast"], client);
      return startIn(copy, password, settings);
    },
    log: () => readFileSync(join(folder, "log"), "utf8"),
    promote: () => void run("pg_ctl", ["promote", "--wait", "--pgdata", data]),
    kill,
    stop: () => {
      kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
