import { assessFailures, isOperational } from "../../../model/failures";
import { buildTopology } from "../../../model/topology/build";
import { findFlows } from "../../../model/topology/flows";
import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { shop } from "../shop";

function server(ports: readonly number[], more?: (plan: PlanBuilder, server: ReturnType<PlanBuilder["add"]>) => void) {
  const plan = new PlanBuilder();
  const ingress = ports.map(
    (port): Inputs => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }),
  );
  const group = plan.add("aws:ec2/securityGroup:SecurityGroup", "web", { ingress });
  const instance = plan.add("aws:ec2/instance:Instance", "web", { vpcSecurityGroupIds: [from(group)] });
  more?.(plan, instance);
  return plan.plan();
}

function flowsOf(plan: ReturnType<typeof server>): readonly string[] {
  return findFlows(buildTopology(plan)).map((flow) => flow.name);
}

describe("where requests come in", () => {
  it("is a server that anybody may reach", () => {
    expect(flowsOf(server([80, 443]))).toEqual(["read via web", "write via web"]);
  });

  it("is not a bastion", () => {
    expect(flowsOf(server([22]))).toEqual([]);
  });

  it("is a name that leads to a server by its elastic address", () => {
    const plan = server([443], (builder, instance) => {
      const address = builder.add("aws:ec2/eip:Eip", "web", { instance: from(instance) });
      builder.add("aws:route53/record:Record", "site", { type: "A", records: [from(address)] });
    });
    expect(flowsOf(plan)).toEqual(["read via web", "write via web"]);
  });

  it("is one for all names of the same thing", () => {
    const plan = shop();
    const site = plan.resources.find((each) => each.name === "site");
    const www = site ? [{ ...site, name: "www", urn: site.urn.replace(/site$/, "www") }] : [];
    const both = { ...plan, resources: [...plan.resources, ...www] };
    expect(flowsOf(both)).toEqual(flowsOf(plan));
  });

  it("is an API before a function", () => {
    const plan = new PlanBuilder();
    const table = plan.add("aws:dynamodb/table:Table", "notes");
    const code = plan.add("aws:lambda/function:Function", "notes", {
      environment: { variables: { TABLE: from(table) } },
    });
    const api = plan.add("aws:apigatewayv2/api:Api", "notes");
    plan.add("aws:apigatewayv2/integration:Integration", "notes", { apiId: from(api), integrationUri: from(code) });
    expect(flowsOf(plan.plan())).toEqual(["read via notes", "write via notes"]);
    const failures = assessFailures(plan.plan()).filter(({ kind }) => !isOperational(kind));
    expect(failures.map((each) => [each.kind, each.outcome])).toEqual([
      ["region", "needs-person"],
      ["region", "needs-person"],
    ]);
  });

  it("is not the name that a distribution calls its origin by", () => {
    const plan = new PlanBuilder();
    const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front");
    for (const type of ["A", "AAAA"]) {
      plan.add("aws:route53/record:Record", type, {
        name: "origin.example.com",
        type,
        aliases: [{ name: from(balancer) }],
      });
    }
    plan.add("aws:cloudfront/distribution:Distribution", "edge", { origins: [{ domainName: "origin.example.com" }] });
    const topology = buildTopology(plan.plan());
    expect(topology.entries.map((urn) => topology.tiers.get(urn)?.name)).toEqual(["edge"]);
  });

  it("is not a bastion's name", () => {
    const plan = server([22], (builder, instance) => {
      builder.add("aws:route53/record:Record", "bastion", { type: "A", records: [from(instance)] });
    });
    expect(flowsOf(plan)).toEqual([]);
  });

  it("is not a record that only proves a certificate", () => {
    const plan = shop({
      extra: (builder) => {
        const certificate = builder.add("aws:acm/certificate:Certificate", "site");
        builder.add("aws:route53/record:Record", "proof", { type: "CNAME", records: [from(certificate)] });
      },
    });
    expect(flowsOf(plan).filter((name) => name.includes("proof"))).toEqual([]);
  });

  it("is an internal load balancer only where nobody in the program calls it", () => {
    expect(flowsOf(shop({ balancer: { internal: true } }))).toContain("read via edge");
    const resources = shop({ balancer: { internal: true } }).resources.filter(
      (each) => !/:(Record|Distribution)$/.test(each.type),
    );
    expect(flowsOf({ ...shop(), resources })).toContain("read via front");
    const alone = new PlanBuilder();
    alone.add("aws:lb/loadBalancer:LoadBalancer", "inside", { internal: true });
    expect(flowsOf(alone.plan())).toEqual([]);
  });
});

describe("a queue", () => {
  it("is received by a function through its event source mapping", () => {
    const plan = new PlanBuilder();
    const queue = plan.add("aws:sqs/queue:Queue", "jobs");
    const work = plan.add("aws:lambda/function:Function", "work");
    plan.add("aws:lambda/eventSourceMapping:EventSourceMapping", "work", {
      eventSourceArn: from(queue),
      functionName: from(work),
    });
    expect(flowsOf(plan.plan())).toEqual(["async via jobs"]);
  });

  it("of dead letters is no flow of its own", () => {
    expect(flowsOf(shop())).not.toContain("async via jobs-dead");
  });

  it("is sent to and received by the same service where nobody else knows it", () => {
    const plan = new PlanBuilder();
    const queue = plan.add("aws:sqs/queue:Queue", "jobs");
    const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", "app", { containerDefinitions: from(queue) });
    plan.add("aws:ecs/service:Service", "app", { desiredCount: 2, taskDefinition: from(task) });
    expect(flowsOf(plan.plan())).toEqual(["async via jobs"]);
  });
});
