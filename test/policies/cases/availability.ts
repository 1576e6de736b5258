import type { Plan } from "../../../model/plan";
import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { type ShopChanges, shop } from "../../model/shop";
import { type CasesByRule, one, passes, some, trips } from "./case";

const GROUP = "aws:autoscaling/group:Group";
const POLICY = "aws:appautoscaling/policy:Policy";
const SCHEDULE = "aws:appautoscaling/scheduledAction:ScheduledAction";

/** A service whose subnets come one by one out of the same value: the plan does not say which each of them is. */
const opaque: ShopChanges = {
  worker: { networkConfiguration: { subnets: ["subnet-1", "subnet-2"] } },
  service: ({ publicSubnets, privateSubnets }) => ({
    networkConfiguration: { subnets: privateSubnets.map(() => from(...publicSubnets, ...privateSubnets)) },
  }),
};

export const availability: CasesByRule = {
  "no-single-point-of-failure": {
    trips: [
      trips("a service of one task", shop({ service: () => ({ desiredCount: 1 }) }), /web/),
      trips("Multi-AZ off", shop({ database: { multiAz: false } }), /db/),
      trips("a cache of one node", shop({ cache: { numCacheClusters: 1 } }), /cache/),
      trips("one NAT gateway for three zones", shop({ natGateways: 1 }), /nat-0/),
    ],
    passes: [
      passes("a shop", shop()),
      passes("a worker of one task, of which the work can wait", shop({ worker: { desiredCount: 1 } })),
      passes("Multi-AZ that is not known", shop({ database: { multiAz: UNKNOWN } })),
    ],
  },
  "failover-can-happen": {
    trips: [trips("weights that nothing checks", weighted({}), /is up/)],
    passes: [passes("weights that are checked", weighted({ healthCheckId: "hc-1" })), passes("a shop", shop())],
  },
  "health-checks-tell-the-truth": {
    trips: [
      trips("a check that takes errors for health", behind({ path: "/healthz", matcher: "200-599" }), /./),
      trips("a check that takes ten minutes", behind({ interval: 60, unhealthyThreshold: 10 }), /for 600 seconds/),
      trips(
        "a group that heals nothing",
        one(GROUP, { suspendedProcesses: ["ReplaceUnhealthy"] }),
        /replaces no instance/,
      ),
    ],
    passes: [
      passes("a check that takes two minutes", behind({ interval: 60, unhealthyThreshold: 2 })),
      passes("a check of which it is not known", behind({ interval: UNKNOWN, unhealthyThreshold: 10 })),
      passes("a group that leaves its zones as they are", one(GROUP, { suspendedProcesses: ["AZRebalance"] })),
      passes("a check of the server itself", behind({ path: "/healthz", matcher: "200" })),
      passes("a group of functions", one("aws:lb/targetGroup:TargetGroup", { targetType: "lambda" })),
    ],
  },
  "scaling-can-happen": {
    trips: [
      trips("a service that nothing scales", scaled({ minCapacity: 2, maxCapacity: 8 }), /nothing scales it up to 8/),
      trips("a fleet that nothing scales", one(GROUP, { minSize: 2, maxSize: 8 }), /nothing scales it up to 8/),
    ],
    passes: [
      passes("a service with a policy", scaled({ minCapacity: 2, maxCapacity: 8 }, POLICY)),
      passes("a service with a schedule", scaled({ minCapacity: 2, maxCapacity: 8 }, SCHEDULE)),
      passes("a service of one size", scaled({ minCapacity: 2, maxCapacity: 2 })),
      passes("a fleet with room for a release", one(GROUP, { minSize: 2, maxSize: 3 })),
      passes("a fleet that is as large as it may be", one(GROUP, { minSize: 2, desiredCapacity: 8, maxSize: 8 })),
      passes(
        "nodes that an autoscaler resizes",
        one(GROUP, { minSize: 2, maxSize: 8, tags: [{ key: "k8s.io/cluster-autoscaler/enabled", value: "true" }] }),
      ),
      passes("a range that is not known", scaled({ minCapacity: 2, maxCapacity: UNKNOWN })),
    ],
  },
  "zones-have-a-way-out": {
    trips: [
      trips("a zone of which the route is gone", withoutRoutes(1), /no way out of/),
      trips(
        "a zone without a route, of subnets out of one value",
        withoutRoutes(1, opaque),
        /no way out of 1 of its 3/,
      ),
    ],
    passes: [
      passes("a way out of each zone", withoutRoutes(0)),
      passes("a way out of each zone, of subnets out of one value", withoutRoutes(0, opaque)),
      passes("no way out of any, with endpoints in place of one", withoutRoutes(3)),
    ],
  },
};

function weighted(more: Inputs) {
  return some((plan) => {
    const zone = plan.add("aws:route53/zone:Zone", "zone", { name: "example.com" });
    for (const setIdentifier of ["a", "b"]) {
      plan.add("aws:route53/record:Record", setIdentifier, {
        zoneId: from(zone),
        name: "www.example.com",
        type: "A",
        ttl: 60,
        records: ["192.0.2.1"],
        setIdentifier,
        weightedRoutingPolicies: [{ weight: 1 }],
        ...more,
      });
    }
  });
}

function behind(healthCheck: Inputs) {
  return some((plan) => {
    const front = plan.add("aws:lb/loadBalancer:LoadBalancer", "front", {});
    const web = plan.add("aws:lb/targetGroup:TargetGroup", "web", {
      port: 80,
      protocol: "HTTP",
      vpcId: "vpc-1",
      healthCheck,
    });
    plan.add("aws:lb/listener:Listener", "front", {
      loadBalancerArn: from(front),
      port: 80,
      defaultActions: [{ type: "forward", targetGroupArn: from(web) }],
    });
  });
}

/** A service's target, and what may move it. */
function scaled(range: Inputs, mover?: string) {
  return some((plan) => {
    const target = plan.add("aws:appautoscaling/target:Target", "it", { resourceId: "service/main/web", ...range });
    if (mover !== undefined) plan.add(mover, "mover", { resourceId: from(target) });
  });
}

/** The shop without some of the routes to its gateways. */
function withoutRoutes(count: number, changes: ShopChanges = {}): Plan {
  const plan = shop(changes);
  const routes = plan.resources.filter(({ inputs }) => inputs.natGatewayId !== undefined).slice(0, count);
  return { ...plan, resources: plan.resources.filter((each) => !routes.includes(each)) };
}
