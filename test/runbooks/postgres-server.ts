import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCommand } from "../lint/system-command";

/** PostgreSQL refuses to run as root; this is `nobody`, where tests may become somebody else. */
const UNPRIVILEGED = 65_534;

/** A PostgreSQL server on loopback with an empty database `app`, whose superuser `app` needs a password. */
export interface PostgresServer {
  readonly port: number;
  readonly password: string;
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
  const binaries = postgresBinaries();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  const run = (program: string, args: readonly string[]) =>
    execFileSync(join(binaries, program), args, { cwd: folder, stdio: "ignore", ...identity });
  const password = `secret-${process.pid}`;
  writeFileSync(join(folder, "password"), password);
  if (isRoot) {
    chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
    chownSync(join(folder, "password"), UNPRIVILEGED, UNPRIVILEGED);
  }
  const data = join(folder, "data");
  const access = ["--username=app", "--auth=scram-sha-256", `--pwfile=${join(folder, "password")}`];
  run("initdb", ["--pgdata", data, "--encoding=UTF8", "--locale=C", "--no-sync", ...access]);
  const port = await freePort();
  const options = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", ...settings];
  const given = options.map((option) => `-c ${option}`).join(" ");
  run("pg_ctl", ["start", "--wait", "--pgdata", data, "--log", join(folder, "log"), "--options", given]);
  return {
    port,
    password,
    stop: () => {
      run("pg_ctl", ["stop", "--wait", "--mode=immediate", "--pgdata", data]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
