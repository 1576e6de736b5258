import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AnyAlarm, Watched } from "../../components/alarm";
import { ApiGateway } from "../../components/api-gateway";
import { Cache } from "../../components/cache";
import { Cdn } from "../../components/cdn";
import { Certificate } from "../../components/certificate";
import { Cluster } from "../../components/cluster";
import { Database } from "../../components/database";
import { DatabaseEngine } from "../../components/database-engine";
import { DatabaseReplica } from "../../components/database-replica";
import { Dns } from "../../components/dns";
import { Routing } from "../../components/dns-routing";
import { Fleet } from "../../components/fleet";
import { KeyValueStore } from "../../components/key-value-store";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { LogDrain } from "../../components/log-drain";
import { Network } from "../../components/network";
import { watchedLog } from "../../components/observability-logs";
import { Queue } from "../../components/queue";
import { Server } from "../../components/server";
import { Service } from "../../components/service";
import { SharedFiles } from "../../components/shared-files";
import { SourceIpBalancer } from "../../components/source-ip-balancer";
import { Worker } from "../../components/worker";
import { record } from "./recorded-resources";
import { IMAGE } from "./task-programs";

const ROOT = join(__dirname, "..", "..");
const runbook = readFileSync(join(ROOT, "docs", "runbooks", "alarms.md"), "utf8");

/** One of each component that has alarms, with everything that brings some. */
function everything(): readonly Watched[] {
  const network = new Network("main");
  const plain = { network, plainHttp: true };
  const servers = new LoadBalancer("servers", { ...plain, targets: Target.Servers });
  const tasks = new LoadBalancer("tasks", { ...plain, targets: Target.Tasks, blueGreen: true });
  const fleet = { network, behind: servers, image: IMAGE, instanceType: "t4g.small", minimum: 3, maximum: 6 };
  const cluster = new Cluster("main");
  const database = new Database("main", { network, instanceClass: "db.t4g.medium", replicas: 1 });
  const mysql = new Database("old", {
    ...{ network, engine: DatabaseEngine.MySql, instanceClass: "db.m7g.large", replicas: 1 },
  });
  const queue = new Queue("tasks");
  const endpoint = { securityGroupId: "group", port: 80 };
  return [
    network,
    servers,
    tasks,
    new Fleet("web", fleet),
    new Server("one", { network, image: IMAGE, instanceType: "t4g.small", agent: true }),
    new Service("gateway", { cluster, network, image: IMAGE, maximum: 6, behind: tasks }),
    new Worker("worker", { cluster, network, image: IMAGE, maximum: 6, queue }),
    database,
    mysql,
    new DatabaseReplica("copy", { of: database, network }),
    new Cache("main", { network, nodeType: "cache.t4g.small", nodes: 2 }),
    new KeyValueStore("sessions", { replicaRegions: ["eu-central-1"] }),
    queue,
    new SharedFiles("media", { network }),
    new SourceIpBalancer("connections", plain),
    new ApiGateway("api", { network, target: { arn: "arn:listener", endpoint }, anonymous: true }),
    new LogDrain("outside", {
      logGroups: { web: "/shop/web" },
      url: "https://logs.example.com/firehose",
      accessKey: { secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:key" },
    }),
    new Cdn("edge", { origin: { host: servers.dnsName, https: false } }),
    new Certificate("site", { hostedZone: "example.com", domain: "app.example.com" }),
    new Dns("site", {
      hostedZone: "example.com",
      domain: "app.example.com",
      target: { address: "192.0.2.1" },
      routing: { by: Routing.Failover, role: "primary" },
      healthCheck: { path: "/readyz" },
    }),
  ];
}

describe("the runbook of alarms", () => {
  const found: { component: string; alarm: AnyAlarm }[] = [];

  beforeAll(async () => {
    await record(() => {
      for (const watched of everything()) {
        const log = watchedLog(watched);
        for (const alarm of [...watched.alarms(), ...(log?.alarms() ?? [])]) {
          found.push({ component: watched.constructor.name, alarm });
          found.push(...partsOf(alarm).map((part) => ({ component: watched.constructor.name, alarm: part })));
        }
      }
    });
  });

  const sections = new Map(
    runbook
      .split(/^## /m)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf("\n")), text]),
  );

  it("is checked against every component that has alarms", () => {
    const folder = join(ROOT, "components");
    const classes = readdirSync(folder, { encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), "utf8").matchAll(/class (\w+) .*implements .*\bWatched\b/g),
      ])
      .map(([, name]) => name ?? "");
    expect(classes.length).toBeGreaterThan(10);
    expect(classes.filter((name) => !found.some(({ component }) => component === name))).toEqual([]);
  });

  it("has a section for every alarm, and no section without one", () => {
    const wanted = [...new Set(found.map(({ alarm }) => alarm.runbook))].sort();
    expect([...sections.keys()].sort()).toEqual(wanted);
  });

  it("says in each section what it means, what to look at and what to do", () => {
    for (const [name, text] of sections) {
      expect([name, [...text.matchAll(/^\*\*(.+?):\*\* \S/gm)].map(([, part]) => part)]).toEqual([
        name,
        ["Means", "Look at", "Do"],
      ]);
    }
  });

  it("is reached by the link in an alarm, which is the heading itself", () => {
    for (const name of sections.keys()) {
      expect(name).toMatch(/^[a-z0-9-]+$/);
    }
  });

  it("is not needed to know what an alarm means: each says so in sentences", () => {
    for (const { alarm } of found) {
      expect(alarm.description).toMatch(/^[A-Z].+\.$/);
    }
  });

  it("gives no component two alarms of one name", () => {
    const names = found.map(({ component, alarm }) => `${component} ${alarm.name}`);
    const counted = names.filter((name, index) => names.indexOf(name) !== index);
    // Two databases and two load balancers are among them.
    expect(counted.filter((name) => !/^(Database|LoadBalancer) /.test(name))).toEqual([]);
  });
});

function partsOf(alarm: AnyAlarm): readonly AnyAlarm[] {
  return "anyOf" in alarm ? alarm.anyOf.flat() : [];
}
