import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { startPostgres } from "../../servers/postgres";
import { startRedis } from "../../servers/redis";
import { accessTokenOf } from "../accessToken";
import { password, post, type UserBody } from "../answer";
import { builtProgram } from "../builtApp";
import { personAt } from "../person";
import { secrets } from "../secrets";
import { serviceToken } from "../serviceToken";
import type { Subject } from "./pairs";
import { type Measured, startMeasured } from "./processes";

const MAIN = join(__dirname, "..", "..", "..", "app", "src", "main.ts");
const BARE = join(__dirname, "..", "programs", "bareStack.mts");
const POSTS = 60;
/** More than the bench can ask for: the limit itself is at work, as in production. */
const REQUESTS_PER_MINUTE = "1000000";

/** Real servers, the app in the roles that are measured, and the bare stack, all on loopback. */
export interface Setting {
  readonly subject: Subject;
  readonly bare: Measured;
  readonly all: Measured;
  readonly service: Measured;
  readonly gateway: Measured;
  readonly others: { readonly [role: string]: Measured };
  /** A folder for what the bench writes. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts everything, with a person who has published. */
export async function openSetting(): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), "bench-app-"));
  const postgres = await startPostgres();
  const redis = await startRedis();
  const stores = { DATABASE_URL: postgres.url(), REDIS_URL: redis.url };
  postgres.createDatabase("app");
  const common = { ...secrets, ...stores, REQUESTS_PER_MINUTE, EVENT_LOOP_LIMIT_MS: "0" };
  const start = (role: string, more = {}): Promise<Measured> =>
    startMeasured(builtProgram(MAIN), { ...common, APP_ROLE: role, ...more });
  const all = await start("all");
  const [service, auth, users] = [await start("posts"), await start("auth"), await start("users")];
  const gateway = await startMeasured(builtProgram(MAIN), {
    ...{ ...secrets, REDIS_URL: redis.url, REQUESTS_PER_MINUTE, EVENT_LOOP_LIMIT_MS: "0", APP_ROLE: "gateway" },
    ...{ AUTH_URL: auth.url, USERS_URL: users.url, POSTS_URL: service.url },
  });
  const others = { auth, users, worker: await start("worker") };
  const subject = await publish(all.url);
  await cacheFor(subject.id, all.url, redis.url);
  const bare = await startMeasured(builtProgram(BARE), stores);
  return {
    ...{ subject, bare, all, service, gateway, others, folder },
    stop: async () => {
      await Promise.all([bare, all, gateway, service, ...Object.values(others)].map((server) => server.stop()));
      await redis.kill();
      postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function publish(url: string): Promise<Subject> {
  const { body } = await post<UserBody>(`${url}/users`, { handle: "ada", displayName: "Ada Lovelace", password });
  const accessToken = accessTokenOf(body.id, secrets.TOKEN_SECRET);
  for (let count = 0; count < POSTS; count++) {
    await personAt(url, body.id).post("/posts", { body: `Note ${count}` });
  }
  return { id: body.id, accessToken, serviceToken: serviceToken("posts", body.id, secrets.SERVICE_SECRET) };
}

/** The bare stack's cache holds what the app answers. */
async function cacheFor(id: string, url: string, redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  await redis.set(`bare:${id}`, await (await fetch(`${url}/users/${id}`)).text());
  redis.disconnect();
}
