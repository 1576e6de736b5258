import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comparePlans, losses } from "../../model/change";
import { STATEFUL_TYPES } from "../../model/change/stateful";
import type { Plan } from "../../model/plan";
import { text } from "../../model/value";
import { recordProgram } from "../../preview/recorder";
import { savePlan } from "../../preview/sources/save-plan";
import { RUNGS } from "../../stacks/rungs";
import { Topology } from "../../stacks/setting-keys";
import { preview } from "../preview/command/preview-process";

const ROOT = join(__dirname, "..", "..");
const LADDER = Object.keys(RUNGS) as Topology[];
const CLIMBS = LADDER.slice(1).map((above, index) => [LADDER[index] ?? above, above] as const);
/** A log group goes with what wrote to it. */
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** What each rung adds of what no program can make again, logs aside. A rename shows here, and in somebody's account. */
const ADDED: { readonly [topology in Topology]: readonly string[] } = {
  [Topology.SingleServer]: [],
  [Topology.TwoTier]: [
    "Bucket ObjectStore/uploads",
    "Instance Database/main",
    "Instance Database/main-replica-1",
    "Instance Database/main-replica-2",
    "Key Database/main",
    "Secret Database/main",
    "Secret SigningKey/tokens",
    "Zone Database/main-reader",
  ],
  [Topology.LoadBalanced]: [],
  [Topology.Cached]: ["Bucket ObjectStore/edge-assets", "ReplicationGroup Cache/main", "Secret Cache/main"],
  [Topology.Services]: [
    "Instance Database/posts",
    "Instance Database/posts-replica-1",
    "Instance Database/posts-replica-2",
    "Key BackupPlan/backups",
    "Key Database/posts",
    "Queue Queue/tasks",
    "Queue Queue/tasks-dead-letters",
    "Secret Database/posts",
    "Secret SigningKey/service-tokens",
    "Table KeyValueStore/sessions",
    "Vault BackupPlan/backups",
    "Zone Database/posts-reader",
  ],
  [Topology.Sharded]: [
    "Instance Database/posts-shard-2",
    "Instance Database/posts-shard-2-replica-1",
    "Instance Database/posts-shard-2-replica-2",
    "Instance Database/users-shard-2",
    "Instance Database/users-shard-2-replica-1",
    "Instance Database/users-shard-2-replica-2",
    "Key Database/posts-shard-2",
    "Key Database/users-shard-2",
    "Secret Database/posts-shard-2",
    "Secret Database/users-shard-2",
    "Secret ShardedDatabase/posts",
    "Secret ShardedDatabase/users",
    "Zone Database/posts-shard-2-reader",
    "Zone Database/users-shard-2-reader",
  ],
  [Topology.MultiRegion]: [
    "Bucket ObjectStore/edge-assets-copy",
    "Bucket ObjectStore/uploads-us-west-2",
    "Instance DatabaseReplica/posts-us-west-2-shard-1",
    "Instance DatabaseReplica/posts-us-west-2-shard-2",
    "Instance DatabaseReplica/users-us-west-2-shard-1",
    "Instance DatabaseReplica/users-us-west-2-shard-2",
    "Key BackupPlan/backups-copy",
    "Key DatabaseReplica/posts-us-west-2-shard-1",
    "Key DatabaseReplica/posts-us-west-2-shard-2",
    "Key DatabaseReplica/users-us-west-2-shard-1",
    "Key DatabaseReplica/users-us-west-2-shard-2",
    "Key Observability/watch-us-west-2-topics",
    "Queue Queue/tasks-us-west-2",
    "Queue Queue/tasks-us-west-2-dead-letters",
    "ReplicationGroup Cache/main-us-west-2",
    "Secret Cache/main-us-west-2",
    "Secret DatabaseReplica/posts-us-west-2-shard-1",
    "Secret DatabaseReplica/posts-us-west-2-shard-2",
    "Secret DatabaseReplica/users-us-west-2-shard-1",
    "Secret DatabaseReplica/users-us-west-2-shard-2",
    "Secret ShardedDatabaseReplica/posts-us-west-2",
    "Secret ShardedDatabaseReplica/users-us-west-2",
    "Vault BackupPlan/backups-copy",
  ],
};

/** What a climb takes away of what holds data, and which runbook carries the data over before. */
const TAKEN: { readonly [above in Topology]?: readonly string[] } = {
  // docs/runbooks/single-server-to-two-tier.md, whose last step this is.
  [Topology.TwoTier]: ["Volume Server/web-data"],
};

const plans = new Map<string, Promise<Plan>>();

/** Production on a rung, all else as its file says. */
function on(topology: Topology, zones = 3): Promise<Plan> {
  const key = `${topology} ${zones}`;
  const known =
    plans.get(key) ??
    recordProgram({ directory: ROOT, stack: "prod", config: choice(topology, zones) }).then(({ plan }) => plan);
  plans.set(key, known);
  return known;
}

function choice(topology: Topology, zones: number): Record<string, string> {
  const { regions, shards } = RUNGS[topology];
  return {
    topology,
    zones: `${zones}`,
    ...(shards ? { shards: '["shard-2"]' } : {}),
    ...(regions ? { secondRegion: "us-west-2" } : {}),
  };
}

function stateful({ resources }: Plan): string[] {
  return resources
    .filter(({ type }) => STATEFUL_TYPES.includes(type) && type !== LOG_GROUP)
    .map(label)
    .sort();
}

/** With the component it is in: the secrets of a database and of its shards' map may be called alike. */
function label({ type, name, urn }: { readonly type: string; readonly name: string; readonly urn: string }): string {
  const component = urn.split("::").at(-2)?.split("$").at(-2)?.split(":").at(-1);
  return `${type.split(":").at(-1)} ${component}/${name}`;
}

/** What would be gone between two plans, logs aside. */
function gone(before: Plan, after: Plan): string[] {
  return losses(comparePlans(before, after))
    .filter(({ lost, type }) => lost && type !== LOG_GROUP)
    .map(label)
    .sort();
}

describe.each(CLIMBS)("from %s to %s", (below, above) => {
  it("keeps what holds data", async () => {
    expect(gone(await on(below), await on(above))).toEqual(TAKEN[above] ?? []);
  });

  it("moves no subnet", async () => {
    expect(subnets(await on(above))).toEqual(expect.objectContaining(subnets(await on(below))));
  });

  it("adds what the list of what holds data says, and nothing by another name", async () => {
    const had = stateful(await on(below));
    expect(stateful(await on(above)).filter((each) => !had.includes(each))).toEqual(ADDED[above]);
  });

  it("is no way back without losing what it added", async () => {
    expect(gone(await on(above), await on(below))).toEqual(ADDED[above]);
  });
});

describe.each(LADDER)("%s", (topology) => {
  const fewest = RUNGS[topology].rds ? 2 : 1;
  it.each([1, 2].filter((zones) => zones >= fewest))(
    "grows by a zone from %d without moving or losing anything",
    async (zones) => {
      const before = await on(topology, zones);
      const after = await on(topology, zones + 1);
      expect(gone(before, after)).toEqual([]);
      expect(subnets(after)).toEqual(expect.objectContaining(subnets(before)));
      expect(Object.keys(subnets(after)).length).toBeGreaterThan(Object.keys(subnets(before)).length);
    },
  );
});

describe("going down a rung", () => {
  const folder = mkdtempSync(join(tmpdir(), "down-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [Topology.MultiRegion, Topology.Sharded, "users-us-west-2-shard-1"],
    [Topology.Services, Topology.Cached, "posts"],
    [Topology.TwoTier, Topology.SingleServer, "main"],
  ])("from %s to %s is refused, and the preview says what would be lost", async (above, below, name) => {
    const file = join(folder, `${above}.json`);
    savePlan(await on(above), file, file);
    const config = Object.entries(choice(below, 3)).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
    const { code, stdout } = await preview(["prod", ...config, "--against", file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`data[\\s\\S]*aws.rds.Instance ${name}`, "i"));
  });
});

/** Addresses and zone of each. */
function subnets({ resources }: Plan): Record<string, string> {
  const found = resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
  return Object.fromEntries(
    found.map(({ name, inputs }) => [name, `${text(inputs.cidrBlock)} in ${text(inputs.availabilityZone)}`]),
  );
}

describe("promoting the second region", () => {
  let plan: Plan;
  beforeAll(async () => {
    const config = { ...choice(Topology.MultiRegion, 3), promotedRegion: "us-west-2" };
    ({ plan } = await recordProgram({ directory: ROOT, stack: "prod", config }));
  }, 120_000);

  it("turns the copies into databases, deletes no data, and leaves nothing in the first region that writes", async () => {
    expect(gone(await on(Topology.MultiRegion), plan)).toEqual([]);
    const copies = plan.resources.filter(({ urn }) => urn.includes("DatabaseReplica$aws:rds/instance:Instance"));
    expect(copies.map(({ inputs }) => inputs.replicateSourceDb)).toEqual([undefined, undefined, undefined, undefined]);
    const services = plan.resources.filter(({ type }) => type === "aws:ecs/service:Service").map(({ name }) => name);
    expect(services.length).toBeGreaterThan(4);
    expect(services.filter((name) => !name.endsWith("-us-west-2"))).toEqual([]);
  });

  it("takes the first region out of the name that the CDN calls", () => {
    const records = plan.resources.filter(({ inputs }) => inputs.name === "origins.app.example.com");
    expect(records.map(({ inputs }) => text(inputs.setIdentifier))).toEqual(["us-west-2", "us-west-2"]);
  });
});
