import { capacityAfterFailure } from "../../../model/failures/capacity";
import type { Plan, PlannedResource } from "../../../model/plan";
import { buildTopology } from "../../../model/topology/build";
import { UNKNOWN } from "../../../model/value";
import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { outcome } from "./outcomes";

interface Fleet {
  /** Machines in zones a, b, c, … */
  readonly zones: readonly number[];
  readonly balancer?: Inputs;
  readonly group?: Inputs;
}

/** Machines in zones behind a balancer and one target group. */
function fleet({ zones, balancer = { loadBalancerType: "network" }, group = {} }: Fleet): Plan {
  const plan = new PlanBuilder();
  const subnets = zones.map((_, i) => plan.add("aws:ec2/subnet:Subnet", `${i}`, { availabilityZone: zoneAt(i) }));
  const nlb = plan.add("aws:lb/loadBalancer:LoadBalancer", "front", {
    subnets: subnets.map((each) => from(each)),
    ...balancer,
  });
  const targets = plan.add("aws:lb/targetGroup:TargetGroup", "tcp", { port: 7000, protocol: "TCP", ...group });
  const defaultActions = [{ type: "forward", targetGroupArn: from(targets) }];
  plan.add("aws:lb/listener:Listener", "tcp", {
    loadBalancerArn: from(nlb),
    port: 7000,
    protocol: "TCP",
    defaultActions,
  });
  machines(plan, subnets, zones).forEach((machine, i) => {
    const inputs = { targetGroupArn: from(targets), targetId: from(machine) };
    plan.add("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${i}`, inputs);
  });
  return plan.plan();
}

function classic(zones: readonly number[], more: Inputs): Plan {
  const plan = new PlanBuilder();
  const subnets = zones.map((_, i) => plan.add("aws:ec2/subnet:Subnet", `${i}`, { availabilityZone: zoneAt(i) }));
  const instances = machines(plan, subnets, zones).map((each) => from(each));
  plan.add("aws:elb/loadBalancer:LoadBalancer", "front", {
    subnets: subnets.map((each) => from(each)),
    instances,
    ...more,
  });
  return plan.plan();
}

function machines(plan: PlanBuilder, subnets: readonly PlannedResource[], zones: readonly number[]) {
  return subnets.flatMap((subnet, zone) =>
    Array.from({ length: zones[zone] ?? 0 }, (_, i) =>
      plan.add("aws:ec2/instance:Instance", zone + i === 0 ? "node" : `node-${zone}-${i}`, { subnetId: from(subnet) }),
    ),
  );
}

const zoneAt = (i: number) => `us-east-1${"abc"[i]}`;

/** What is left of a fleet of which each member serves one request per second. */
function left(plan: Plan) {
  const [remainder] = capacityAfterFailure(buildTopology(plan), { node: 1 });
  return { kind: remainder?.failure.kind, serves: remainder?.requestsPerSecond };
}

describe("what is left behind a network load balancer", () => {
  it.each([
    ["an even fleet loses as much with a member as its zone has", [2, 2, 2], { kind: "member", serves: 3 }],
    ["the smaller of the zones that are left is full first", [2, 2, 1], { kind: "zone", serves: 2 }],
    ["a zone that loses its only member gets no requests", [1, 1], { kind: "member", serves: 1 }],
    ["an uneven fleet", [1, 3], { kind: "zone", serves: 1 }],
  ])("%s", (_name, zones, expected) => {
    expect(left(fleet({ zones }))).toEqual(expected);
  });

  it("is a share of what the fleet served before, which was the smallest zone's times the zones", () => {
    expect(outcome(fleet({ zones: [2, 2, 2] }), "member", "node", "read").capacityShare).toBe(0.5);
    expect(outcome(fleet({ zones: [2, 2, 1] }), "zone", "us-east-1c", "read").capacityShare).toBe(1);
  });
});

describe("cross-zone load balancing", () => {
  const zones = [2, 2, 2];
  const [kept, crossed] = [3, 4];
  it.each<readonly [string, Omit<Fleet, "zones">, number]>([
    ["a network balancer has it off", {}, kept],
    [
      "a network balancer with it on",
      { balancer: { loadBalancerType: "network", enableCrossZoneLoadBalancing: true } },
      crossed,
    ],
    [
      "a network balancer of which nobody knows",
      { balancer: { loadBalancerType: "network", enableCrossZoneLoadBalancing: UNKNOWN } },
      crossed,
    ],
    ["an application balancer has it on", { balancer: {} }, crossed],
    [
      "a group of an application balancer may switch it off",
      { balancer: {}, group: { loadBalancingCrossZoneEnabled: "false" } },
      kept,
    ],
    ["a group of a network balancer may switch it on", { group: { loadBalancingCrossZoneEnabled: "true" } }, crossed],
    [
      "a group may leave it to its balancer",
      { group: { loadBalancingCrossZoneEnabled: "use_load_balancer_configuration" } },
      kept,
    ],
  ])("%s", (_name, how, expected) => {
    expect(left(fleet({ zones, ...how })).serves).toBe(expected);
  });

  it("is on for a classic balancer unless it is switched off", () => {
    expect(left(classic(zones, {})).serves).toBe(crossed);
    expect(left(classic(zones, { crossZoneLoadBalancing: false })).serves).toBe(kept);
  });
});
