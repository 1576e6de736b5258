import type { Plan } from "../../../model/plan";
import { buildTopology } from "../../../model/topology/build";
import { outcome } from "../failures/outcomes";
import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { shop } from "../shop";

function edgesFrom(plan: Plan, name: string): string[] {
  const { tiers, edges } = buildTopology(plan);
  const nameOf = (urn: string) => tiers.get(urn)?.name;
  return edges.filter((edge) => nameOf(edge.from) === name).map((edge) => `${edge.kind} ${nameOf(edge.to)}`);
}

/** A service that nobody has to know but its own task's configuration. */
function task(plan: PlanBuilder, inputs: Inputs): void {
  const definition = plan.add("aws:ecs/taskDefinition:TaskDefinition", "reports", inputs);
  plan.add("aws:ecs/service:Service", "reports", { desiredCount: 2, taskDefinition: from(definition) });
}

describe("a proxy before a database", () => {
  const behindProxy = shop({
    extra: (plan, { network, database }) => {
      const vpcSubnetIds = network.privateSubnets.map((each) => from(each));
      const proxy = plan.add("aws:rds/proxy:Proxy", "pool", { vpcSubnetIds });
      plan.add("aws:rds/proxyTarget:ProxyTarget", "pool", {
        dbProxyName: from(proxy),
        dbInstanceIdentifier: from(database),
      });
      task(plan, { containerDefinitions: from(proxy) });
    },
  });

  it("stands on the way from what is told its address to the database", () => {
    expect(edgesFrom(behindProxy, "reports")).toEqual(["request pool"]);
    expect(edgesFrom(behindProxy, "pool")).toEqual(["request db"]);
  });

  it("is in the zones that it was given", () => {
    const tiers = [...buildTopology(behindProxy).tiers.values()];
    expect(tiers.find(({ name }) => name === "pool")).toMatchObject({
      kind: "proxy",
      healing: "managed",
      placement: { zones: ["us-east-1a", "us-east-1b", "us-east-1c"], zoneCount: 3 },
    });
  });
});

describe("a proxy that all of the web tier's writes go through", () => {
  const plan = (count: number) => {
    const built = new PlanBuilder();
    const zones = ["us-east-1a", "us-east-1b"];
    const subnets = zones.map((availabilityZone, i) =>
      built.add("aws:ec2/subnet:Subnet", `data-${i}`, { availabilityZone, cidrBlock: `10.0.${i}.0/24` }),
    );
    const group = built.add("aws:rds/subnetGroup:SubnetGroup", "data", {
      subnetIds: subnets.map((each) => from(each)),
    });
    const db = built.add("aws:rds/instance:Instance", "db", { multiAz: true, dbSubnetGroupName: from(group) });
    const replica = built.add("aws:rds/instance:Instance", "db-replica", {
      replicateSourceDb: from(db),
      availabilityZone: "us-east-1b",
    });
    const proxy = built.add("aws:rds/proxy:Proxy", "pool", {
      vpcSubnetIds: subnets.slice(0, count).map((each) => from(each)),
    });
    built.add("aws:rds/proxyTarget:ProxyTarget", "pool", { dbProxyName: from(proxy), dbInstanceIdentifier: from(db) });
    const definition = built.add("aws:ecs/taskDefinition:TaskDefinition", "web", {
      containerDefinitions: from(proxy, replica),
    });
    const target = built.add("aws:lb/targetGroup:TargetGroup", "front", { port: 8080 });
    built.add("aws:ecs/service:Service", "web", {
      desiredCount: 2,
      taskDefinition: from(definition),
      networkConfiguration: { subnets: subnets.map((each) => from(each)) },
      loadBalancers: [{ targetGroupArn: from(target) }],
    });
    const balancer = built.add("aws:lb/loadBalancer:LoadBalancer", "front", {
      subnets: subnets.map((each) => from(each)),
    });
    built.add("aws:lb/listener:Listener", "front", {
      loadBalancerArn: from(balancer),
      defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
    });
    return built.plan();
  };

  it("goes on in other zones, and is lost with the only one it was given", () => {
    expect(outcome(plan(2), "zone", "us-east-1a", "write").reason).not.toContain("pool");
    expect(outcome(plan(1), "zone", "us-east-1a", "write")).toMatchObject({
      outcome: "needs-person",
      reason: "pool is in one zone, us-east-1a.",
    });
  });

  it("hides no replica from those who also read the database through it", () => {
    expect(outcome(plan(2), "database-primary", "db", "read")).toMatchObject({
      outcome: "degrades",
      capacityShare: 0.5,
    });
    expect(outcome(plan(2), "database-primary", "db", "write").outcome).toBe("recovers");
  });
});

describe("a private name for replicas", () => {
  it("leads what is told the name to what it stands for", () => {
    const plan = new PlanBuilder();
    const replicas = [1, 2].map((n) =>
      plan.add("aws:rds/instance:Instance", `replica-${n}`, { replicateSourceDb: "db" }),
    );
    const records = replicas.map((replica, i) =>
      plan.add("aws:route53/record:Record", `reader-${i}`, {
        name: "reader.internal",
        type: "CNAME",
        setIdentifier: `${i}`,
        weightedRoutingPolicies: [{ weight: 10 }],
        records: [from(replica)],
      }),
    );
    const secret = plan.add("aws:secretsmanager/secret:Secret", "reader");
    plan.add("aws:secretsmanager/secretVersion:SecretVersion", "reader", {
      secretId: from(secret),
      secretString: from(...records),
    });
    task(plan, { containerDefinitions: from(secret) });
    expect(edgesFrom(plan.plan(), "reports").sort()).toEqual(["request replica-1", "request replica-2"]);
  });
});

describe("files on EFS", () => {
  const mounted = (inputs: Inputs) => {
    const plan = new PlanBuilder();
    const files = plan.add("aws:efs/fileSystem:FileSystem", "files", inputs);
    plan.add("aws:efs/mountTarget:MountTarget", "files-1", { fileSystemId: from(files) });
    task(plan, { volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: from(files) } }] });
    return plan.plan();
  };
  const tier = (plan: Plan) => [...buildTopology(plan).tiers.values()].find(({ name }) => name === "files");

  it("are a store of whatever mounts them, kept in several zones by AWS", () => {
    expect(edgesFrom(mounted({}), "reports")).toEqual(["request files"]);
    expect(tier(mounted({}))).toMatchObject({ kind: "store", healing: "managed" });
    expect(tier(mounted({}))?.parts).toHaveLength(2);
  });

  it("are lost with their zone where they are kept in one", () => {
    expect(tier(mounted({ availabilityZoneName: "us-east-1a" }))).toMatchObject({
      healing: "none",
      placement: { zones: ["us-east-1a"], zoneCount: 1 },
    });
  });
});
