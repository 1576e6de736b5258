import { assessCapacity, loadOf } from "../../model/capacity";
import { demandOf } from "../../model/capacity/demand";
import { limitsOf } from "../../model/capacity/limits";
import { processesOf } from "../../model/capacity/processes";
import { buildTopology } from "../../model/topology/build";
import { PlanIndex } from "../../model/topology/plan-index";
import { from } from "./plan-builder";
import { type ShopChanges, shop } from "./shop";

const LOAD = loadOf(1_000_000);
const SIZED: ShopChanges = {
  task: { cpu: "512", memory: "1024" },
  database: { instanceClass: "db.m7g.large", storageType: "gp3", allocatedStorage: 100 },
  cache: { nodeType: "cache.m7g.large" },
};

/** What one tier of the shop takes of each limit, its demand, and the processes of a program. */
function shopped(name: string, changes: ShopChanges = {}) {
  const plan = shop({ ...SIZED, ...changes });
  const topology = buildTopology(plan);
  const reaching = { demand: demandOf(topology, LOAD), topology, index: new PlanIndex(plan), load: LOAD };
  const named = (wanted: string) => [...topology.tiers.values()].find((tier) => tier.urn.endsWith(`::${wanted}`));
  const tier = named(name);
  const demand = tier === undefined ? undefined : reaching.demand.get(tier.urn);
  if (tier === undefined || demand === undefined) throw new Error(`nothing reaches ${name}`);
  const shares = Object.fromEntries(limitsOf(tier, demand, reaching).map(({ of, share }) => [of, share]));
  const processes = (wanted: string): number => {
    const program = named(wanted);
    return program === undefined ? 0 : processesOf(program, reaching);
  };
  return { shares, demand, processes };
}

const database = (changes: NonNullable<ShopChanges["database"]>) =>
  shopped("db", { database: { ...SIZED.database, ...changes } });

describe("AWS's limits on a database", () => {
  // RDS gives a class of 8 GiB 856 connections: 95 % of its memory by 9,531,392 bytes.
  test.each([
    ["postgres", "db.m7g.large", 856],
    ["postgres", "db.t4g.medium", 428],
    ["postgres", "db.r7g.16xlarge", 5000],
    ["mysql", "db.m7g.large", 648],
  ])("%s on %s takes %i connections, ten for each process that calls it", (engine, instanceClass, most) => {
    const { shares, processes } = database({ engine, instanceClass });
    expect(processes("web")).toBeGreaterThan(1);
    const wanted = 10 * (processes("web") + processes("worker"));
    expect(Math.floor(wanted / (shares.connections ?? 0) + 1e-6)).toBe(most);
  });

  test.each([
    ["gp3 below 400 GiB", { allocatedStorage: 399 }, 3000],
    ["gp3 over four volumes", { allocatedStorage: 400 }, 12_000],
    ["gp3 with more bought", { allocatedStorage: 100, iops: 9000 }, 9000],
    ["gp2 by size", { storageType: "gp2", allocatedStorage: 500 }, 1500],
    ["a small gp2", { storageType: "gp2", allocatedStorage: 20 }, 100],
    ["io2", { storageType: "io2", iops: 40_000 }, 40_000],
  ])("%s carries its I/O operations", (_name, storage, iops) => {
    const { shares, demand } = database(storage);
    const operations = 4 * (demand.writes + demand.messages) + 0.1 * demand.reads;
    expect(shares["I/O operations"]).toBeCloseTo(operations / iops, 9);
  });

  test.each([
    ["db.m7g.large", 3600, 78.75],
    ["db.t4g.medium", 2000, 43.375],
    ["db.r7g.16xlarge", 80_000, 2500],
  ])(
    "%s carries %i I/O operations and %d MB/s all the time, however fast its volume is",
    (instanceClass, iops, rate) => {
      const { shares, demand } = database({ instanceClass, storageType: "io2", iops: 100_000 });
      const operations = 4 * (demand.writes + demand.messages) + 0.1 * demand.reads;
      expect(shares["I/O operations of its class"]).toBeCloseTo(operations / iops, 9);
      expect(shares["storage throughput of its class"]).toBeCloseTo((operations * 8192) / 1e6 / rate, 9);
      expect(database({ instanceClass: "db.unheard.large" }).shares["I/O operations of its class"]).toBeUndefined();
    },
  );

  test("storage throughput quadruples with the volumes, or is bought", () => {
    const [one, four, bought] = [
      { allocatedStorage: 100 },
      { allocatedStorage: 400 },
      { allocatedStorage: 100, storageThroughput: 250 },
    ].map((storage) => database(storage).shares["storage throughput"] ?? 0);
    expect([(one ?? 0) / (four ?? 1), (one ?? 0) / (bought ?? 1)]).toEqual([4, 2]);
  });
});

describe("AWS's limits on what it runs by itself", () => {
  test("a cache node's connections, a balancer's targets and capacity units", () => {
    const cache = shopped("cache");
    expect(cache.shares.connections).toBeCloseTo(cache.processes("web") / 65_000, 9);
    const front = shopped("front");
    expect(front.shares.targets).toBeCloseTo(front.processes("web") / 1000, 9);
    const requests = front.demand.reads + front.demand.writes;
    expect(front.shares["capacity units"]).toBeCloseTo((requests * 20 * 1024 * 3600) / 1e9 / 15_000, 9);
    expect(shopped("front", { balancer: { loadBalancerType: "network" } }).shares).toEqual({});
  });

  test("messages in flight of any queue, and a rate of a FIFO queue outside its high-throughput mode", () => {
    const standard = shopped("jobs");
    expect(standard.shares).toEqual({ "messages in flight": standard.demand.messages / 120_000 });
    const fifo = shopped("jobs", { queue: { fifoQueue: true } });
    expect(fifo.shares.messages).toBeCloseTo(fifo.demand.messages / 3000, 9);
    const fast = shopped("jobs", { queue: { fifoQueue: true, fifoThroughputLimit: "perMessageGroupId" } });
    expect(fast.shares.messages).toBeUndefined();
  });

  test("a table's units: its own where provisioned, the default of an on-demand one", () => {
    const withTable = (inputs: { readonly [key: string]: string | number }) =>
      shopped("items", {
        extra: (plan, { service }) => {
          const table = plan.add("aws:dynamodb/table:Table", "items", inputs);
          const role = plan.add("aws:iam/role:Role", "reader", {});
          plan.add("aws:iam/rolePolicy:RolePolicy", "reader", { role: from(role), policy: from(table) });
          const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", "tabled", {
            cpu: "512",
            memory: "1024",
            taskRoleArn: from(role),
            containerDefinitions: from(table),
          });
          plan.add(
            "aws:ecs/service:Service",
            "tabled",
            {
              desiredCount: 2,
              taskDefinition: from(task),
              loadBalancers: service.inputs.loadBalancers ?? null,
              networkConfiguration: service.inputs.networkConfiguration ?? null,
            },
            { propertyDependencies: { ...service.propertyDependencies, taskDefinition: [task.urn] } },
          );
        },
      });
    const onDemand = withTable({ billingMode: "PAY_PER_REQUEST" });
    expect(onDemand.demand.reads).toBeGreaterThan(0);
    expect(onDemand.shares["read units"]).toBeCloseTo(onDemand.demand.reads / 40_000, 9);
    const provisioned = withTable({ readCapacity: 100, writeCapacity: 10 });
    expect(provisioned.shares["read units"]).toBeCloseTo(provisioned.demand.reads / 100, 9);
    expect(provisioned.shares["write units"]).toBeCloseTo(provisioned.demand.writes / 10, 9);
  });
});

describe("what a limit does to the report", () => {
  test("it names what runs out before the machines do, and that gives way first", () => {
    const plan = shop({ ...SIZED, database: { ...SIZED.database, storageType: "gp2", allocatedStorage: 20 } });
    const { bottleneck, tiers, assumptions } = assessCapacity(plan, LOAD);
    expect(tiers[0]).toMatchObject({ urn: bottleneck?.urn, fullest: "I/O operations" });
    expect(bottleneck?.urn.endsWith("::db")).toBe(true);
    expect(bottleneck?.by).toBe("I/O operations");
    expect(assumptions.join("\n")).toContain("gp2.iops: 3 I/O operations per second for each GiB");
  });

  test("NAT gateways share what leaves the network, and fewer are left without a zone", () => {
    const gateway = (natGateways: number) =>
      assessCapacity(shop({ ...SIZED, natGateways }), LOAD).tiers.find(({ fullest }) =>
        fullest?.startsWith("connections to one"),
      );
    const [one, three] = [gateway(1), gateway(3)];
    expect(one?.members).toEqual({ least: 1, most: 1, size: "NAT gateway" });
    expect(one?.utilisationWithoutZone).toBeNull();
    expect(three?.utilisation).toBeCloseTo((one?.utilisation ?? 0) / 3, 9);
    expect(three?.utilisationWithoutZone).toBeCloseTo((one?.utilisation ?? 0) / 2, 9);
  });

  test("quotas of the account fill no tier: what Fargate takes of its vCPUs stands beside them", () => {
    const onFargate = (changes: ShopChanges) => {
      const { quotas, tiers, bottleneck } = assessCapacity(shop({ ...SIZED, ...changes }), LOAD);
      return { quotas, full: tiers.map(({ fullest }) => fullest), bottleneck };
    };
    const half = onFargate({ task: { cpu: "512", memory: "1024" }, service: () => ({ launchType: "FARGATE" }) });
    const whole = onFargate({ task: { cpu: "1024", memory: "2048" }, service: () => ({ launchType: "FARGATE" }) });
    expect(half.quotas).toHaveLength(1);
    expect(half.quotas[0]).toMatchObject({
      of: "Fargate On-Demand vCPU resource count",
      region: "us-east-1",
      quota: 6,
    });
    expect(whole.quotas[0]?.least).toBe(2 * (half.quotas[0]?.least ?? Number.NaN));
    expect(whole.quotas[0]?.most).toBeGreaterThanOrEqual(whole.quotas[0]?.least ?? Number.NaN);
    expect(half.full.join()).not.toContain("Fargate");
    const spot = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const without = [{ launchType: "EC2" }, { capacityProviderStrategies: spot }].map(
      (inputs) => onFargate({ service: () => inputs }).quotas,
    );
    expect(without).toEqual([[], []]);
  });
});
