import type { Plan } from "../../model/plan";
import { UNKNOWN } from "../../model/value";
import { analyzePlan } from "../../policies/analyze";
import { families } from "../../policies/rules";
import { from, PlanBuilder } from "../model/plan-builder";
import { shop } from "../model/shop";
import { found } from "./findings";
import { lastingShop } from "./lasting-shop";

describe("a shop that is built to last", () => {
  it("has no finding at all", async () => {
    expect(await found(lastingShop(), {}, Object.keys(families))).toEqual([]);
  });
});

/** What is wrong, the plan with it, and every finding that it should give. */
const FAULTS: readonly (readonly [string, Plan, readonly string[]])[] = [
  ["one NAT gateway for three zones", shop({ natGateways: 1 }), ["no-single-point-of-failure violation nat-0"]],
  ["two NAT gateways for three zones", shop({ natGateways: 2 }), ["no-single-point-of-failure violation nat-0"]],
  ["Multi-AZ off", shop({ database: { multiAz: false } }), ["no-single-point-of-failure violation db"]],
  ["Multi-AZ not mentioned", shop({ database: { multiAz: null } }), ["no-single-point-of-failure violation db"]],
  [
    "Multi-AZ from something that is not known",
    shop({ database: { multiAz: UNKNOWN } }),
    ["no-single-point-of-failure unknown db"],
  ],
  [
    "a service in one zone",
    shop({
      service: ({ privateSubnets: [first] }) => ({ networkConfiguration: { subnets: first ? [from(first)] : [] } }),
    }),
    ["no-single-point-of-failure violation web"],
  ],
  [
    "a service in one subnet out of an opaque list",
    shop({ service: ({ privateSubnets }) => ({ networkConfiguration: { subnets: [from(...privateSubnets)] } }) }),
    ["no-single-point-of-failure violation web"],
  ],
  [
    "a service in an opaque list of subnets, all of them or one",
    shop({ service: ({ privateSubnets }) => ({ networkConfiguration: { subnets: from(...privateSubnets) } }) }),
    ["no-single-point-of-failure unknown web"],
  ],
  [
    "a service in subnets that were looked up",
    shop({ service: () => ({ networkConfiguration: { subnets: UNKNOWN } }) }),
    ["no-single-point-of-failure unknown web"],
  ],
  [
    "a service of one task",
    shop({ service: () => ({ desiredCount: 1 }) }),
    ["no-single-point-of-failure violation web"],
  ],
  ["a worker of one task, of which the work can wait", shop({ worker: { desiredCount: 1 } }), []],
  [
    "a worker in one subnet that was looked up",
    shop({ worker: { networkConfiguration: { subnets: ["subnet-1"] } } }),
    ["no-single-point-of-failure violation worker"],
  ],
  ["a cache of one node", shop({ cache: { numCacheClusters: 1 } }), ["no-single-point-of-failure violation cache"]],
  [
    "a cache without automatic failover",
    shop({ cache: { automaticFailoverEnabled: false, multiAzEnabled: false } }),
    ["no-single-point-of-failure violation cache"],
  ],
  [
    "a cache of which the zones are left to AWS",
    shop({ cache: { multiAzEnabled: false } }),
    ["no-single-point-of-failure unknown cache"],
  ],
  [
    "a network load balancer in one zone",
    shop({ balancer: { loadBalancerType: "network", subnets: ["subnet-1"] } }),
    ["no-single-point-of-failure violation front"],
  ],
];

describe("a single point of failure", () => {
  it.each(FAULTS)("is found: %s", async (_name, plan, expected) => {
    expect(await found(plan)).toEqual(expected);
  });

  it("comes with the failure that shows it and the flow that stops", async () => {
    const [finding] = await analyzePlan(shop({ database: { multiAz: false } }));
    expect(finding).toMatchObject({
      kind: "reachability",
      level: "mandatory",
      severity: "high",
      failure: { kind: "database-primary" },
      flow: "write via edge",
    });
    expect(finding?.message).toContain("db");
  });

  it("is not known to be one where a setting comes from a resource that is not there yet", async () => {
    const plan = new PlanBuilder();
    const choice = plan.add("aws:ssm/parameter:Parameter", "choice");
    plan.add("aws:rds/instance:Instance", "db", { storageEncrypted: true, multiAz: from(choice) });
    expect(await found(plan.plan())).toEqual(["no-single-point-of-failure unknown db"]);
  });

  it("is a single server", async () => {
    const plan = new PlanBuilder();
    const group = plan.add("aws:ec2/securityGroup:SecurityGroup", "web", {
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    });
    plan.add("aws:ec2/instance:Instance", "web", {
      vpcSecurityGroupIds: [from(group)],
      rootBlockDevice: { encrypted: true },
    });
    expect(await found(plan.plan())).toEqual(["no-single-point-of-failure violation web"]);
  });
});

describe("what is no single point of failure", () => {
  it.each([
    ["a regional NAT gateway", "aws:ec2/natGateway:NatGateway", { availabilityMode: "regional" }],
    ["a bastion that no request needs", "aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: true } }],
    ["a dead-letter queue without one of its own", "aws:sqs/queue:Queue", {}],
    ["a bucket", "aws:s3/bucket:Bucket", {}],
  ])("%s", async (_name, type, inputs) => {
    expect(await found(shop({ extra: (plan) => void plan.add(type, "more", inputs) }))).toEqual([]);
  });

  it("a database's read replica", async () => {
    const plan = shop({
      extra: (builder, { database }) => {
        builder.add("aws:rds/instance:Instance", "more", { replicateSourceDb: from(database), multiAz: false });
      },
    });
    expect(await found(plan)).toEqual([]);
  });

  it("an Aurora cluster of two instances", async () => {
    const plan = new PlanBuilder();
    const cluster = plan.add("aws:rds/cluster:Cluster", "db", { engine: "aurora-postgresql", storageEncrypted: true });
    ["us-east-1a", "us-east-1b"].forEach((availabilityZone, i) => {
      const inputs = { clusterIdentifier: from(cluster), availabilityZone };
      plan.add("aws:rds/clusterInstance:ClusterInstance", `db-${i}`, inputs);
    });
    expect(await found(plan.plan())).toEqual([]);
  });
});
