import { setTimeout as sleep } from "node:timers/promises";
import { join as joinAs, type Person } from "../app/person";
import { secrets } from "../app/secrets";
import { type RunningApp, startApp } from "../app/startApp";
import { type Balancer, startHaproxy } from "../servers/haproxy";
import { startNginx } from "../servers/nginx";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type RedisServer, startRedis } from "../servers/redis";
import { freePort } from "../servers/server-process";
import { during, type Seen, told } from "./load";

jest.setTimeout(300_000);

let postgres: PostgresServer;
let redis: RedisServer;
let balancers: Readonly<Record<"HAProxy" | "nginx", Balancer>>;
let ports: readonly number[];
const apps: RunningApp[] = [];
let people: readonly Person[];

const start = (port: number) =>
  startApp({
    environment: {
      ...secrets,
      PORT: String(port),
      DATABASE_URL: postgres.url(),
      REDIS_URL: redis.url,
      // Longer than the load balancer takes to see that a process is on its way out.
      SHUTDOWN_DRAIN_SECONDS: "2",
    },
  });

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  postgres.createDatabase("app");
  ports = [await freePort(), await freePort(), await freePort()];
  apps.push(...(await Promise.all(ports.map(start))));
  balancers = { HAProxy: await startHaproxy(ports), nginx: await startNginx(ports) };
  await sleep(1_000);
  people = await Promise.all(["ada", "grace", "alan"].map((handle) => joinAs(balancers.HAProxy.url, handle)));
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await Promise.all([...Object.values(balancers).map((each) => each.stop()), redis.kill()]);
  postgres.stop();
});

/** What was acknowledged is there once, nothing failed, and everybody saw what they wrote. */
function expectNothingLost(name: string, seen: Seen): void {
  process.stdout.write(told(name, seen));
  expect({ failed: seen.failed.slice(0, 9), missing: seen.missing }).toEqual({ failed: [], missing: [] });
  expect(seen.posted.length).toBeGreaterThan(10);
  const there = new Set(postgres.sql("select id from posts").split("\n"));
  expect(seen.posted.filter((id) => !there.has(id))).toEqual([]);
  expect(new Set(seen.posted).size).toBe(seen.posted.length);
}

const load = (url = balancers.HAProxy.url) => ({ url, people, perSecond: 60 });

/** The same event seen by people behind each load balancer, half of the load each. */
async function behindEach(patienceMs: number, event: () => Promise<void>) {
  let happening: Promise<void> | undefined;
  const once = () => {
    happening ??= event();
    return happening;
  };
  const seen = Object.entries(balancers).map(
    async ([name, { url }]) => [name, await during({ ...load(url), perSecond: 30, patienceMs }, once)] as const,
  );
  return Promise.all(seen);
}

it("fails no request when one of three processes is killed", async () => {
  const seen = await behindEach(45_000, async () => {
    await sleep(1_000);
    apps[0]?.signal("SIGKILL");
    await sleep(2_000);
  });
  await apps[0]?.ended();
  apps[0] = await start(ports[0] ?? 0);

  for (const [name, each] of seen) expectNothingLost(`one of three processes killed, behind ${name}`, each);
});

it("fails no request when every process is replaced, one after the other", async () => {
  await sleep(1_000);
  const seen = await behindEach(0, async () => {
    for (const [index, port] of ports.entries()) {
      expect((await apps[index]?.stop())?.code).toBe(0);
      apps[index] = await start(port);
      await sleep(500);
    }
  });

  for (const [name, each] of seen) expectNothingLost(`rolling restart, behind ${name}`, each);
});

it("goes on without its cache, and with it again", async () => {
  const seen = await during({ ...load(), patienceMs: 0, keys: false }, async () => {
    await sleep(500);
    await redis.kill();
    await sleep(2_000);
    await redis.restart();
    await sleep(1_000);
  });

  expectNothingLost("cache killed and back", seen);
});
