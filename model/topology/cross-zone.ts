import type { PlannedResource } from "../plan";
import { flag, isUnknown, text } from "../value";
import type { TopologyBuilder } from "./builder";

/**
 * Whether a load balancer's part in a zone sends requests to the members of that zone only. Network and gateway load
 * balancers do so unless told otherwise, application load balancers never, and a target group may decide for itself.
 * Requests come to the zones in equal shares, so the zone with the fewest members is full first.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#cross-zone-load-balancing
 */
export function keepsZones(balancer: PlannedResource, group: PlannedResource): boolean {
  const own = group.inputs.loadBalancingCrossZoneEnabled;
  if (isUnknown(own)) return false;
  const decided = flag(own) ?? { true: true, false: false }[text(own) ?? ""];
  if (decided !== undefined) return !decided;
  const { loadBalancerType, enableCrossZoneLoadBalancing } = balancer.inputs;
  const type = text(loadBalancerType) ?? "application";
  if (type === "application" || isUnknown(enableCrossZoneLoadBalancing)) return false;
  return flag(enableCrossZoneLoadBalancing) !== true;
}

/** As {@link keepsZones}, for a classic load balancer, on which the provider switches cross-zone balancing on. */
export function classicKeepsZones(balancer: PlannedResource): boolean {
  return flag(balancer.inputs.crossZoneLoadBalancing) === false;
}

/** Marks what gets requests only by way of load balancers that keep each zone's share in the zone. */
export function markSharesOfZones(builder: TopologyBuilder): void {
  for (const tier of builder.ofKind("service", "server")) {
    const resource = builder.index.get(tier.urn);
    const ways = builder.edges.to(tier.urn, "request");
    if (resource === undefined || ways.length === 0 || !ways.every(({ keepsZone }) => keepsZone === true)) continue;
    builder.tier(resource, tier.kind, { ...tier, sharedByZone: true });
  }
}
