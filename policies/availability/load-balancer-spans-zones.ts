import { singlePointsOfFailure } from "../../model/failures";
import { rule } from "../rule";
import { verdictOf } from "./single-point-verdict";

/** A load balancer that has nodes in one zone only is gone with it, however many zones its targets are in. */
export const loadBalancerSpansZones = rule({
  name: "load-balancer-spans-zones",
  displayName: "Load balancers span zones",
  description: "A load balancer must be enabled in at least two availability zones.",
  severity: "high",
  kind: "reachability",
  tags: ["availability"],
  remediationSteps: "Give the load balancer `subnets` in at least two availability zones.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
  about: ["lb/LoadBalancer", "elb/LoadBalancer"],
  judge: ({ topology }) =>
    singlePointsOfFailure(topology)
      .filter((point) => point.tier.kind === "load-balancer")
      .map(verdictOf),
});
