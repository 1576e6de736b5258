import { setTimeout as sleep } from "node:timers/promises";
import { join as joinAs, type Person } from "../app/person";
import { secrets } from "../app/secrets";
import { type RunningApp, startApp } from "../app/startApp";
import { type MovableAddress, movableAddress } from "../servers/movable-address";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type RedisServer, startRedis } from "../servers/redis";
import { during, told } from "./load";

jest.setTimeout(300_000);

/** A copy that cannot reach its primary tries again so soon; 5 s by default, for which a promotion then waits. */
const settings = ["wal_retrieve_retry_interval=300ms"];
/** As a monitor that asks twice a second and wants to hear nothing three times. */
const detectionMs = 1_500;

let primary: PostgresServer;
let replica: PostgresServer;
let redis: RedisServer;
let address: MovableAddress;
let app: RunningApp;
let people: readonly Person[];

beforeAll(async () => {
  [primary, redis] = await Promise.all([startPostgres(settings), startRedis()]);
  primary.createDatabase("app");
  replica = await primary.startReplica();
  // After the copy is made, whose own setting it would be too, and which has no copy to wait for.
  primary.sql("alter system set synchronous_standby_names = '*'", "postgres");
  primary.sql("select pg_reload_conf()", "postgres");
  address = await movableAddress(primary.port);
  const url = new URL(primary.url());
  url.port = String(address.port);
  app = await startApp({
    environment: { ...secrets, DATABASE_URL: url.href, DATABASE_REPLICA_URLS: replica.url(), REDIS_URL: redis.url },
  });
  people = await Promise.all(["ada", "grace", "alan"].map((handle) => joinAs(app.url, handle)));
});

afterAll(async () => {
  await app.stop();
  await redis.kill();
  address.close();
  replica.stop();
  primary.stop();
});

const load = (patienceMs: number) => ({ url: app.url, people, perSecond: 60, patienceMs });

it("shows everybody what they wrote while the copy stands still", async () => {
  const seen = await during(load(0), async () => {
    await sleep(500);
    replica.sql("select pg_wal_replay_pause()");
    await sleep(2_000);
    expect(Number(replica.sql("select count(*) from posts"))).toBeLessThan(
      Number(primary.sql("select count(*) from posts")),
    );
    replica.sql("select pg_wal_replay_resume()");
    await sleep(500);
  });

  process.stdout.write(told("copy paused", seen));
  expect(seen).toMatchObject({ failed: [], missing: [] });
  expect(seen.posted.length).toBeGreaterThan(10);
});

it("loses no post that was acknowledged when the primary dies and the copy takes its place", async () => {
  let promotedMs = 0;
  const before = Number(primary.sql("select count(*) from posts"));
  const seen = await during(load(60_000), async () => {
    await sleep(1_000);
    primary.kill();
    await sleep(detectionMs);
    const began = performance.now();
    replica.promote();
    address.leadTo(replica.port);
    promotedMs = Math.round(performance.now() - began);
    await sleep(2_000);
  });

  process.stdout.write(told(`primary killed (detection ${detectionMs} ms, promotion ${promotedMs} ms)`, seen));
  expect(seen).toMatchObject({ failed: [], missing: [] });
  const there = replica.sql("select id from posts").split("\n");
  expect(seen.posted.filter((id) => !there.includes(id))).toEqual([]);
  // Each visit posts once, whatever was asked again on its way.
  expect(there.length).toBe(before + seen.posted.length);
});
