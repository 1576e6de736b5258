import type { TopologyBuilder } from "./builder";
import type { Placement, Tier } from "./topology";

/**
 * A load balancer sends nothing into zones that it was not given: of what is behind it only the members in its own zones
 * serve, whether cross-zone balancing is on or off.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#availability-zones
 */
export function leaveOutZonesOfNoBalancer(builder: TopologyBuilder): void {
  for (const tier of builder.ofKind("service", "server")) {
    const resource = builder.index.get(tier.urn);
    const callers = builder.edges.to(tier.urn, "request").map(({ from }) => builder.tiers.get(from));
    const balancers = callers.filter((caller) => caller?.kind === "load-balancer") as readonly Tier[];
    if (resource === undefined || balancers.length === 0 || balancers.length < callers.length) continue;
    if (![tier, ...balancers].every(({ placement }) => isKnown(placement))) continue;
    const enabled = new Set(balancers.flatMap(({ placement }) => placement.zones ?? []));
    const zones = (tier.placement.zones ?? []).filter((zone) => enabled.has(zone));
    // One zone alone is a fault of the balancer itself, which is found there.
    if (enabled.size < 2) continue;
    // Without any zone in common nothing serves at all, which is another fault than a single point of failure.
    if (zones.length === 0 || zones.length === tier.placement.zones?.length) continue;
    const names = balancers.map(({ name }) => name).join(", ");
    builder.tier(resource, tier.kind, { ...tier, ...within(tier, zones), placement: narrowed(tier, zones, names) });
  }
}

function isKnown({ basis, zones, zoneCount }: Placement): boolean {
  return basis === "known" && zones !== null && zoneCount === zones.length;
}

function narrowed({ placement }: Tier, zones: readonly string[], names: string): Placement {
  return { ...placement, zones, zoneCount: zones.length, served: `where ${names} sends requests` };
}

/** The members that are left: those of the zones by name, or what an even spread puts there at least. */
function within({ count, perZone, placement }: Tier, zones: readonly string[]): Pick<Tier, "count" | "perZone"> {
  if (perZone !== null) {
    const left = new Map([...perZone].filter(([zone]) => zones.includes(zone)));
    return { perZone: left, count: [...left.values()].reduce((sum, each) => sum + each, 0) };
  }
  const spread = placement.zoneCount ?? 1;
  return { perZone: null, count: count === null ? null : Math.floor(count / spread) * zones.length };
}
