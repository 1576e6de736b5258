import { assessFailures } from "../../../model/failures";
import type { Plan } from "../../../model/plan";
import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { outcome } from "./outcomes";

const SECOND = "eu-central-1";
const HEALTHY = { evaluateTargetHealth: true };

interface Changes {
  /** Of each record, over those that lead to one region each. */
  readonly record?: Inputs;
  readonly evaluateTargetHealth?: boolean;
  /** Whether visitors come by the records themselves. */
  readonly noCdn?: boolean;
  readonly replicas?: readonly { readonly regionName: string }[];
  /** A health check that each record names. */
  readonly check?: Inputs;
  /** Of the copy of the database. */
  readonly copy?: Inputs;
}

/** A load balancer and a service in each of two regions; the second one has a copy of the database. */
function twoRegions(changes: Changes = {}): Plan {
  const plan = new PlanBuilder();
  const { evaluateTargetHealth = true } = changes;
  const database = plan.add("aws:rds/instance:Instance", "main", { multiAz: true });
  const copy = plan.add("aws:rds/instance:Instance", "copy", {
    region: SECOND,
    replicateSourceDb: from(database),
    multiAz: true,
    ...changes.copy,
  });
  const { replicas = [{ regionName: SECOND }] } = changes;
  const table = plan.add("aws:dynamodb/table:Table", "sessions", { replicas });
  for (const [name, region, uses] of [
    ["here", "us-east-1", [database, table]],
    ["there", SECOND, [database, copy, table]],
  ] as const) {
    const front = plan.add("aws:lb/loadBalancer:LoadBalancer", `front-${name}`, { region, internal: false });
    const group = plan.add("aws:lb/targetGroup:TargetGroup", name, { region });
    plan.add("aws:lb/listener:Listener", name, {
      region,
      loadBalancerArn: from(front),
      defaultActions: [{ targetGroupArn: from(group) }],
    });
    const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", name, {
      region,
      containerDefinitions: from(...uses),
    });
    plan.add("aws:ecs/service:Service", name, {
      region,
      desiredCount: 3,
      taskDefinition: from(task),
      loadBalancers: [{ targetGroupArn: from(group) }],
    });
    const check = changes.check && plan.add("aws:route53/healthCheck:HealthCheck", name, changes.check);
    plan.add("aws:route53/record:Record", `origins-${name}`, {
      name: "origins.example.com",
      type: "A",
      setIdentifier: name,
      latencyRoutingPolicies: [{ region }],
      aliases: [{ name: from(front), ...HEALTHY, evaluateTargetHealth }],
      ...(check ? { healthCheckId: from(check) } : {}),
      ...changes.record,
    });
  }
  if (changes.noCdn !== true) {
    plan.add("aws:cloudfront/distribution:Distribution", "edge", {
      enabled: true,
      origins: [{ originId: "app", domainName: "origins.example.com", customOriginConfig: { httpsPort: 443 } }],
    });
  }
  return plan.plan();
}

describe("an app in two regions", () => {
  it("is one way in, not one for each region", () => {
    const reads = (plan: Plan) =>
      new Set(
        assessFailures(plan)
          .filter((each) => each.flowKind === "read")
          .map((each) => each.flow),
      );
    expect(reads(twoRegions()).size).toBe(1);
    expect(reads(twoRegions({ noCdn: true })).size).toBe(1);
  });

  it.each(["us-east-1", SECOND])(
    "reads on without %s once Route 53 has left it out, on half of its capacity",
    (region) => {
      for (const noCdn of [false, true]) {
        expect(outcome(twoRegions({ noCdn }), "region", region, "read")).toMatchObject({
          outcome: "recovers",
          recoverySeconds: 150,
          capacityShare: 0.5,
        });
      }
    },
  );

  it("reads on sooner where Route 53 asks more often", () => {
    const plan = twoRegions({ check: { type: "HTTPS", requestInterval: 10, failureThreshold: 2 } });
    expect(outcome(plan, "region", SECOND, "read")).toMatchObject({ outcome: "recovers", recoverySeconds: 20 + 60 });
  });

  it("writes on without the second region", () => {
    expect(outcome(twoRegions(), "region", SECOND, "write")).toMatchObject({ outcome: "recovers", dataLossSeconds: 0 });
  });

  it("needs a person who promotes the copy to write without the first, and loses what was not copied yet", () => {
    const lost = outcome(twoRegions(), "region", "us-east-1", "write");
    expect(lost).toMatchObject({ outcome: "needs-person", dataLossSeconds: null });
    expect(lost.reason).toContain("a person promotes copy");
  });

  it("does not read on when Route 53 does not ask a target how it is", () => {
    const plan = twoRegions({ evaluateTargetHealth: false });
    expect(outcome(plan, "region", "us-east-1", "read").outcome).toBe("needs-person");
  });

  it("does not read on when what the services know is in the lost region only", () => {
    const plan = twoRegions({ replicas: [] });
    const lost = outcome(plan, "region", "us-east-1", "read");
    expect(lost.outcome).toBe("needs-person");
    expect(lost.reason).toContain("sessions");
  });

  it("does not read on when the copy is in the region of its source", () => {
    const plan = twoRegions({ copy: { region: "us-east-1" } });
    expect(outcome(plan, "region", "us-east-1", "read").outcome).toBe("needs-person");
  });

  it("takes a checked record for one that can be left out", () => {
    const plan = twoRegions({ evaluateTargetHealth: false, record: { healthCheckId: "check" } });
    expect(outcome(plan, "region", "us-east-1", "read").outcome).toBe("recovers");
  });

  it("waits for the standby where a service knows no other copy", () => {
    const plan = twoRegions({ noCdn: true });
    expect(outcome(plan, "database-primary", "main", "read")).toMatchObject({
      outcome: "recovers",
      recoverySeconds: 120,
    });
  });
});
