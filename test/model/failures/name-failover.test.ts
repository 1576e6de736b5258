import type { Plan } from "../../../model/plan";
import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { outcome } from "./outcomes";

interface Names {
  readonly first?: Inputs;
  readonly second?: Inputs;
  /** Of the health check of the first one, over one by HTTP. */
  readonly check?: (plan: PlanBuilder) => Inputs;
}

/** Two machines in two zones under one name, each with a record of its own that Route 53 leaves out when it is down. */
function twoMachines({ first = {}, second = {}, check = () => ({}) }: Names = {}): Plan {
  const plan = new PlanBuilder();
  const own = plan.add("aws:route53/healthCheck:HealthCheck", "own", { type: "HTTP", ...check(plan) });
  const other = plan.add("aws:route53/healthCheck:HealthCheck", "other", { type: "HTTP", requestInterval: 10 });
  for (const [name, zone, healthCheck, more] of [
    ["a", "us-east-1a", own, first],
    ["b", "us-east-1b", other, second],
  ] as const) {
    const machine = plan.add("aws:ec2/instance:Instance", name, { availabilityZone: zone });
    plan.add("aws:route53/record:Record", name, {
      name: "www.example.com",
      type: "A",
      ttl: 20,
      records: [from(machine)],
      setIdentifier: name,
      multivalueAnswerRoutingPolicy: true,
      healthCheckId: from(healthCheck),
      ...more,
    });
  }
  return plan.plan();
}

const seconds = (plan: Plan) => outcome(plan, "member", "a", "read").recoverySeconds;

describe("a name that leaves out what is down", () => {
  it("leads to the other machine when Route 53 knows, and those who asked have forgotten", () => {
    const lost = outcome(twoMachines(), "member", "a", "read");
    expect(lost).toMatchObject({ outcome: "recovers", recoverySeconds: 3 * 30 + 20, capacityShare: 0.5 });
    expect(lost.source).toContain("Route 53");
  });

  it.each<readonly [string, Names, number]>([
    ["a check that asks more often", { check: () => ({ requestInterval: 10 }) }, 30 + 20],
    ["a check that gives up sooner", { check: () => ({ failureThreshold: 1 }) }, 30 + 20],
    ["answers that are kept for an hour", { first: { ttl: 3600 } }, 90 + 3600],
    ["answers of the other record that are kept for longer", { second: { ttl: 300 } }, 90 + 300],
    ["a record that does not say for how long", { first: { ttl: null }, second: { ttl: null } }, 90 + 60],
    [
      "a check that is made of others, the slowest of which counts",
      {
        check: (plan) => {
          const slow = plan.add("aws:route53/healthCheck:HealthCheck", "slow", { failureThreshold: 5 });
          const fast = plan.add("aws:route53/healthCheck:HealthCheck", "fast", { requestInterval: 10 });
          return { type: "CALCULATED", childHealthchecks: [from(slow), from(fast)] };
        },
      },
      150 + 20,
    ],
    [
      "a check that follows an alarm",
      {
        check: (plan) => {
          const alarm = plan.add("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", {
            period: 60,
            evaluationPeriods: 4,
          });
          return { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: from(alarm) };
        },
      },
      240 + 20,
    ],
  ])("waits for %s", (_name, names, expected) => {
    expect(seconds(twoMachines(names))).toBe(expected);
  });

  it("is no help where nothing is checked", () => {
    const plan = twoMachines({ first: { healthCheckId: null } });
    expect(outcome(plan, "member", "a", "read").outcome).toBe("needs-person");
  });
});
