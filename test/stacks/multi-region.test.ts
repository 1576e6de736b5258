import { join } from "node:path";
import { assessFailures } from "../../model/failures";
import type { Plan, PlannedResource } from "../../model/plan";
import { text } from "../../model/value";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");
const SECOND = "us-west-2";

let plan: Plan;

beforeAll(async () => {
  const config = { topology: "multi-region", secondRegion: SECOND, shards: '["shard-2"]' };
  ({ plan } = await recordProgram({ directory: ROOT, stack: "prod", config }));
}, 120_000);

function ofType(type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

function isThere({ provider }: PlannedResource): boolean {
  return provider?.endsWith(`::${SECOND}`) === true;
}

function namesOf(urns: readonly string[] | undefined): readonly string[] {
  return (urns ?? []).map((urn) => urn.split("::").at(-1) ?? "");
}

describe("multi-region", () => {
  it("has services, workers, cache, queue, uploads and a load balancer of its own in each region", () => {
    for (const [type, here] of [
      ["aws:ecs/service:Service", ["auth", "gateway", "posts", "users", "worker"]],
      ["aws:elasticache/replicationGroup:ReplicationGroup", ["main"]],
      ["aws:sqs/queue:Queue", ["tasks", "tasks-dead-letters"]],
      ["aws:lb/loadBalancer:LoadBalancer", ["front"]],
    ] as const) {
      const names = (those: readonly PlannedResource[]) => those.map(({ name }) => name).sort();
      expect(names(ofType(type).filter((each) => !isThere(each)))).toEqual(here);
      expect(names(ofType(type).filter(isThere))).toHaveLength(here.length);
    }
  });

  it("makes nothing of the second region by the first one's provider", () => {
    const named = plan.resources.filter(
      ({ custom, type, name }) => custom && type.startsWith("aws:") && name.includes(SECOND),
    );
    expect(named.length).toBeGreaterThan(200);
    // What the first region's own bucket and table do with the second, and names in Route 53, which is everywhere.
    const strays = named.filter((each) => !isThere(each)).map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    expect(strays.sort()).toEqual([
      `BucketReplicationConfig uploads-${SECOND}`,
      `MetricAlarm sessions-table-lag-${SECOND}`,
      `Record origin-${SECOND}-a`,
      `Record origin-${SECOND}-aaaa`,
      `Role uploads-${SECOND}`,
      `RolePolicy uploads-${SECOND}`,
    ]);
  });

  it("leads from application and data subnets of either region to the other", () => {
    const routes = ofType("aws:ec2/route:Route").filter(({ inputs }) => inputs.vpcPeeringConnectionId !== undefined);
    expect(routes).toHaveLength(12);
    for (const route of routes) {
      expect(text(route.inputs.destinationCidrBlock)).toBe(isThere(route) ? "10.0.0.0/16" : "10.1.0.0/16");
      expect(route.propertyDependencies.routeTableId?.length).toBeGreaterThan(0);
    }
  });

  it("lets the second region's services write to each shard of theirs, and to no other", () => {
    const out = ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").filter(
      ({ inputs }) => text(inputs.cidrIpv4)?.startsWith("10.0.") === true,
    );
    const ways = out.map(({ name }) => name.replace(/-\d$/, ""));
    expect([...new Set(ways)].sort()).toEqual([
      `auth-${SECOND}-to-main-database`,
      `auth-${SECOND}-to-users-shard-2-database`,
      `posts-${SECOND}-to-posts-database`,
      `posts-${SECOND}-to-posts-shard-2-database`,
      `users-${SECOND}-to-main-database`,
      `users-${SECOND}-to-users-shard-2-database`,
      `worker-${SECOND}-to-posts-database`,
      `worker-${SECOND}-to-posts-shard-2-database`,
    ]);
  });

  it("opens no database to more than the application subnets of the other region", () => {
    const into = ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs.fromPort === 5432 && inputs.cidrIpv4 !== undefined,
    );
    expect(into).toHaveLength(12);
    expect([...new Set(into.map(({ inputs }) => text(inputs.cidrIpv4)))].sort()).toEqual([
      "10.1.0.0/20",
      "10.1.32.0/20",
      "10.1.64.0/20",
    ]);
  });

  it("starts tasks from the registry of their own region", () => {
    const images = plan.resources
      .filter(({ type }) => type === "aws:ecs/taskDefinition:TaskDefinition")
      .map((each) => [isThere(each), JSON.stringify(each.inputs).includes("us-east-1.amazonaws.com/zero-to-millions")]);
    for (const [there, fromFirst] of images) {
      if (there) expect(fromFirst).toBe(false);
    }
  });

  it("tags what is in the second region as the first", () => {
    const [provider] = plan.resources.filter(({ type, name }) => type === "pulumi:providers:aws" && name === SECOND);
    expect(JSON.stringify(provider?.inputs.defaultTags)).toContain("zero-to-millions");
  });

  it("calls the nearest region by one name, and none whose load balancer has no healthy target", () => {
    const records = ofType("aws:route53/record:Record").filter(
      ({ inputs, type }) => inputs.name === "origins.app.example.com" && type !== "",
    );
    expect(records.map(({ inputs }) => `${inputs.type} ${inputs.setIdentifier}`).sort()).toEqual([
      "A us-east-1",
      `A ${SECOND}`,
      "AAAA us-east-1",
      `AAAA ${SECOND}`,
    ]);
    for (const { inputs } of records) {
      expect(inputs.aliases).toMatchObject([{ evaluateTargetHealth: true }]);
    }
    const [cdn] = ofType("aws:cloudfront/distribution:Distribution");
    expect(JSON.stringify(cdn?.inputs.origins)).toContain("origins.app.example.com");
  });

  it("lets the distribution into both load balancers by one secret header", () => {
    const rules = ofType("aws:lb/listenerRule:ListenerRule");
    expect(rules).toHaveLength(2);
    for (const { propertyDependencies } of rules) {
      expect(namesOf(propertyDependencies.conditions)).toContain("front-origin-key");
    }
  });

  it("keeps copies of uploads both ways", () => {
    const copies = ofType("aws:s3/bucketReplicationConfig:BucketReplicationConfig").filter(({ name }) =>
      name.startsWith("uploads"),
    );
    expect(copies.map((each) => [each.name, isThere(each)])).toEqual([
      [`uploads-${SECOND}`, false],
      ["uploads-back", true],
    ]);
  });

  it("survives either region with reads and files; writes need a person only without the first", () => {
    const outcome = (region: string, kind: string) =>
      assessFailures(plan).find((each) => each.domain === `region:${region}` && each.flowKind === kind)?.outcome;
    expect(["read", "write", "static"].map((kind) => outcome("us-east-1", kind))).toEqual([
      "recovers",
      "needs-person",
      "survives",
    ]);
    expect(["read", "write", "static"].map((kind) => outcome(SECOND, kind))).toEqual([
      "recovers",
      "recovers",
      "survives",
    ]);
  });
});
