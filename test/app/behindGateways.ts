import { startPostgres } from "../servers/postgres";
import { type RedisServer, startRedis } from "../servers/redis";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";

/** The app in its roles, each a process, on one PostgreSQL and one Redis, behind two gateways. */
export interface BehindGateways {
  readonly redis: RedisServer;
  readonly auth: RunningApp;
  readonly users: RunningApp;
  readonly posts: RunningApp;
  readonly gateways: readonly [RunningApp, RunningApp];
  stop(): Promise<void>;
}

/** @param ofGateways what they are told besides where the services are */
export async function startBehindGateways(ofGateways: Readonly<Record<string, string>> = {}): Promise<BehindGateways> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const shared = { ...secrets, REDIS_URL: redis.url };
  const data = {
    ...shared,
    DATABASE_URL: `postgres://app:${postgres.password}@127.0.0.1:${postgres.port}/postgres`,
  };
  const service = (APP_ROLE: string) => startApp({ environment: { ...data, APP_ROLE } });
  // One after the other: the first migrates.
  const auth = await service("auth");
  const [users, posts] = await Promise.all([service("users"), service("posts")]);
  const urls = { AUTH_URL: auth.url, USERS_URL: users.url, POSTS_URL: posts.url };
  const gateway = () => startApp({ environment: { ...shared, ...urls, APP_ROLE: "gateway", ...ofGateways } });
  const gateways = await Promise.all([gateway(), gateway()]);
  return {
    ...{ redis, auth, users, posts, gateways },
    stop: async () => {
      await Promise.all([...gateways, auth, users, posts].map((app) => app.stop()));
      await redis.kill();
      postgres.stop();
    },
  };
}
