import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { shop } from "../../model/shop";
import { type CasesByRule, one, passes, some, trips } from "./case";

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
    trips: [trips("a check that takes errors for health", behind({ path: "/healthz", matcher: "200-599" }), /./)],
    passes: [
      passes("a check of the server itself", behind({ path: "/healthz", matcher: "200" })),
      passes("a group of functions", one("aws:lb/targetGroup:TargetGroup", { targetType: "lambda" })),
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
