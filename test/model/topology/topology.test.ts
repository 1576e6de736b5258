import { buildTopology } from "../../../model/topology/build";
import { findFlows } from "../../../model/topology/flows";
import type { Topology } from "../../../model/topology/topology";
import { network } from "../networks";
import { from, PlanBuilder } from "../plan-builder";
import { shop } from "../shop";

function edgesOf(topology: Topology): string[] {
  const name = (urn: string) => topology.tiers.get(urn)?.name;
  return topology.edges.map((edge) => `${name(edge.from)} ${edge.kind} ${name(edge.to)}`);
}

function tierNamed(topology: Topology, name: string) {
  const tier = [...topology.tiers.values()].find((each) => each.name === name);
  if (!tier) throw new Error(`no tier is called ${name}`);
  return tier;
}

describe("the topology of a shop", () => {
  const topology = buildTopology(shop());

  it("finds who sends to whom from references alone", () => {
    expect(edgesOf(topology).sort()).toEqual([
      "edge files pages",
      "edge request front",
      "front request web",
      "jobs consume worker",
      "site request edge",
      "web enqueue jobs",
      "web request cache",
      "web request db",
      "web request db-replica",
      "worker request db",
    ]);
  });

  it("enters where users do", () => {
    expect(topology.entries.map((urn) => topology.tiers.get(urn)?.name)).toEqual(["site"]);
  });

  it("finds a flow per kind of request", () => {
    const flows = findFlows(topology).map((flow) => [flow.name, flow.tiers.map((tier) => tier.name).join(" ")]);
    expect(flows).toEqual([
      ["read via edge", "site edge front web db db-replica cache"],
      ["write via edge", "site edge front web db cache jobs"],
      ["static via edge", "site edge pages"],
      ["async via jobs", "jobs worker db"],
    ]);
  });

  it("places what names its subnets in their zones", () => {
    expect(tierNamed(topology, "web").placement).toMatchObject({
      zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      zoneCount: 3,
      basis: "known",
    });
    expect(tierNamed(topology, "db-replica").placement).toMatchObject({ zones: ["us-east-1b"], zoneCount: 1 });
  });

  it("follows a private subnet's default route to its NAT gateway", () => {
    expect(topology.gateways.map((gateway) => [gateway.name, gateway.zone, gateway.subnets.length])).toEqual([
      ["nat-0", "us-east-1a", 1],
      ["nat-1", "us-east-1b", 1],
      ["nat-2", "us-east-1c", 1],
    ]);
  });

  it("does not depend on the names or types of components", () => {
    const plan = shop();
    const wrapped = plan.resources.map((resource) => ({ ...resource, parent: "urn:pulumi:test::shop::x:y:Z::other" }));
    expect(edgesOf(buildTopology({ ...plan, resources: wrapped }))).toEqual(edgesOf(topology));
  });
});

describe("evidence of an edge", () => {
  it("goes through a secret that holds a database's address", () => {
    const plan = new PlanBuilder();
    const database = plan.add("aws:rds/instance:Instance", "db");
    const secret = plan.add("aws:secretsmanager/secret:Secret", "db");
    plan.add("aws:secretsmanager/secretVersion:SecretVersion", "db", {
      secretId: from(secret),
      secretString: from(database),
    });
    const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", "web", { containerDefinitions: from(secret) });
    plan.add("aws:ecs/service:Service", "web", { desiredCount: 2, taskDefinition: from(task) });
    expect(edgesOf(buildTopology(plan.plan()))).toEqual(["web request db"]);
  });

  it("goes through a task role's policy", () => {
    const plan = new PlanBuilder();
    const bucket = plan.add("aws:s3/bucket:Bucket", "uploads");
    const role = plan.add("aws:iam/role:Role", "web");
    plan.add("aws:iam/rolePolicy:RolePolicy", "web", { role: from(role), policy: from(bucket) });
    const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", "web", { taskRoleArn: from(role) });
    plan.add("aws:ecs/service:Service", "web", { desiredCount: 2, taskDefinition: from(task) });
    expect(edgesOf(buildTopology(plan.plan()))).toEqual(["web request uploads"]);
  });

  it("goes through a launch template's user data", () => {
    const plan = new PlanBuilder();
    const database = plan.add("aws:rds/instance:Instance", "db");
    const template = plan.add("aws:ec2/launchTemplate:LaunchTemplate", "web", { userData: from(database) });
    plan.add("aws:autoscaling/group:Group", "web", { minSize: 2, launchTemplate: { id: from(template) } });
    expect(edgesOf(buildTopology(plan.plan()))).toEqual(["web request db"]);
  });

  it("is a security group's permission where no setting names the callee", () => {
    const plan = new PlanBuilder();
    const gateway = plan.add("aws:ec2/securityGroup:SecurityGroup", "gateway");
    const users = plan.add("aws:ec2/securityGroup:SecurityGroup", "users", {
      ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [from(gateway)] }],
    });
    for (const group of [gateway, users]) {
      plan.add("aws:ecs/service:Service", group.name, { networkConfiguration: { securityGroups: [from(group)] } });
    }
    expect(edgesOf(buildTopology(plan.plan()))).toEqual(["gateway request users"]);
  });

  it("is not a workload's own public address", () => {
    const plan = shop({
      extra: (builder, { balancer, service }) => {
        const task = builder.add("aws:ecs/taskDefinition:TaskDefinition", "admin", {
          containerDefinitions: from(balancer, service),
        });
        builder.add("aws:ecs/service:Service", "admin", { desiredCount: 1, taskDefinition: from(task) });
      },
    });
    expect(edgesOf(buildTopology(plan))).not.toContain("admin request front");
  });

  it.each(["aws:alb", "aws:elasticloadbalancingv2"])(
    "is the same under the alias %s of the load balancer's types",
    (token) => {
      const plan = shop();
      const resources = plan.resources.map((each) => ({ ...each, type: each.type.replace(/^aws:lb/, token) }));
      expect(edgesOf(buildTopology({ ...plan, resources }))).toContain("front request web");
    },
  );
});

describe("members", () => {
  it("of an autoscaling group are as many as its minimum, whether it scales or not", () => {
    const plan = new PlanBuilder();
    const group = plan.add("aws:autoscaling/group:Group", "web", { minSize: 1, desiredCapacity: 3 });
    expect(tierNamed(buildTopology(plan.plan()), "web").count).toBe(1);
    plan.add("aws:autoscaling/policy:Policy", "web", { autoscalingGroupName: from(group) });
    expect(tierNamed(buildTopology(plan.plan()), "web").count).toBe(1);
  });

  it("of a service that scales are as many as its minimum", () => {
    const plan = new PlanBuilder();
    const service = plan.add("aws:ecs/service:Service", "web", { desiredCount: 4 });
    plan.add("aws:appautoscaling/target:Target", "web", { resourceId: from(service), minCapacity: 2 });
    expect(tierNamed(buildTopology(plan.plan()), "web").count).toBe(2);
  });

  it("of one target group are the instances registered in it", () => {
    const plan = new PlanBuilder();
    const { privateSubnets } = network(plan);
    const target = plan.add("aws:lb/targetGroup:TargetGroup", "web");
    for (const subnet of [0, 0, 1].map((i) => privateSubnets[i])) {
      if (!subnet) continue;
      const name = `web-${plan.plan().resources.length}`;
      const server = plan.add("aws:ec2/instance:Instance", name, { subnetId: from(subnet) });
      plan.add("aws:lb/targetGroupAttachment:TargetGroupAttachment", name, {
        targetGroupArn: from(target),
        targetId: from(server),
      });
    }
    const [tier, ...others] = [...buildTopology(plan.plan()).tiers.values()];
    expect(others).toEqual([]);
    expect(tier).toMatchObject({ kind: "server", count: 3 });
    expect([...(tier?.perZone ?? [])]).toEqual([
      ["us-east-1a", 2],
      ["us-east-1b", 1],
    ]);
  });
});
