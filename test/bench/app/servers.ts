import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Redis } from "ioredis";
import { accessTokenOf } from "../../app/accessToken";
import { builtProgram } from "../../app/builtApp";
import { secrets } from "../../app/secrets";
import { serviceToken } from "../../app/serviceToken";
import { type PostgresServer, startPostgres } from "../../servers/postgres";
import { startRedis } from "../../servers/redis";
import { freePort, startServer } from "../../servers/server-process";

/** A process that answers requests. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** PostgreSQL and Redis on loopback, and who runs them. */
export interface Servers {
  readonly postgres: PostgresServer;
  readonly redis: Redis;
  readonly postgresPid: number;
  readonly redisPid: number;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A person of the bench, whose posts and feed are read. */
export interface Person {
  readonly id: string;
  /** For requests to a service behind the gateway, now. */
  headers(service?: string): Readonly<Record<string, string>>;
  /** For requests to the gateway. */
  signedIn(): Readonly<Record<string, string>>;
}

export async function startServers(): Promise<Servers> {
  const postgres = await startPostgres();
  postgres.createDatabase("app");
  const { url, kill } = await startRedis();
  const redis = new Redis(url);
  return {
    postgres,
    redis,
    postgresPid: Number(postgres.sql("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")),
    redisPid: Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]),
    environment: { ...secrets, DATABASE_URL: postgres.url(), REDIS_URL: url },
    stop: async () => {
      redis.disconnect();
      await kill();
      postgres.stop();
    },
  };
}

/**
 * Starts the app in one of its roles, as `Dockerfile` does: its bundle and flags, its log written, no limit that a load
 * test hits.
 */
export async function startRole(role: string, environment: Readonly<Record<string, string>>): Promise<Running> {
  const port = await freePort();
  const env = { PORT: String(port), APP_ROLE: role, REQUESTS_PER_MINUTE: "1000000", EVENT_LOOP_LIMIT_MS: "0" };
  const flags = ["--enable-source-maps", "--max-semi-space-size=32"];
  return start(`exec "$0" "$@" > /dev/null`, [...flags, builtProgram("main.ts")], port, {
    ...env,
    ...{ SHUTDOWN_DRAIN_SECONDS: "0" },
    ...environment,
  });
}

/** Starts the bare stack, or the bare gateway before it. */
export async function startBare(
  environment: Readonly<Record<string, string>>,
  file: "bare.ts" | "bare-gateway.ts" = "bare.ts",
): Promise<Running> {
  const port = await freePort();
  const program = ["--max-semi-space-size=32", "--require", "tsx/cjs", join(__dirname, file)];
  return start(`exec "$0" "$@"`, program, port, { PORT: String(port), ...environment });
}

async function start(script: string, args: readonly string[], port: number, env: NodeJS.ProcessEnv): Promise<Running> {
  const { PATH, HOME, TMPDIR } = process.env;
  const server = await startServer("sh", ["-c", script, process.execPath, ...args], port, {
    ...{ PATH, HOME, TMPDIR, NODE_ENV: "production" },
    ...env,
  });
  return { url: `http://127.0.0.1:${port}`, pid: server.child.pid ?? 0, stop: () => server.kill() };
}

/** Somebody whose id is one of the app's, a version 7 UUID. */
export function somebody(): Person {
  const time = Date.now().toString(16).padStart(12, "0");
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  return {
    id,
    headers: (service = "posts") => ({
      authorization: `Bearer ${serviceToken(service, id, secrets.SERVICE_SECRET)}`,
    }),
    signedIn: () => ({ authorization: `Bearer ${accessTokenOf(id, secrets.TOKEN_SECRET)}` }),
  };
}
