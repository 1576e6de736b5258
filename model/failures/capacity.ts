import type { Urn } from "../plan";
import type { Tier, Topology } from "../topology/topology";
import { type Spread, served, spreadOf, without } from "./shares-of-zones";

/** What is left of a pool of members when its worst member or zone is gone, counting only what is always there. */
export interface Remainder {
  /** The tier, or the first of the copies that share the load. */
  readonly urn: Urn;
  readonly name: string;
  readonly failure: { readonly kind: "member" | "zone"; readonly domain: string };
  readonly count: number;
  readonly left: number;
  /** Requests per second that those left can serve; null where the plan does not tell how many are left. */
  readonly requestsPerSecond: number | null;
  /** Whether each zone has its share of the requests to itself, so that the zone with the fewest members is full first. */
  readonly sharedByZone: boolean;
}

/** Members of one pool: how many there are, what each serves, and where it is. */
interface Share {
  readonly tier: Tier;
  readonly perMember: number;
}

/**
 * What each pool can serve after the failure that takes most of it: a zone takes its members, and of members of which the
 * plan does not show the place, an even spread's largest part. What autoscaling would start later does not count.
 * @param perMember requests per second that one member serves, by logical name
 */
export function capacityAfterFailure(
  topology: Topology,
  perMember: { readonly [name: string]: number },
): readonly Remainder[] {
  const pools = new Map<string, Share[]>();
  for (const tier of topology.tiers.values()) {
    const served = perMember[tier.name];
    if (served === undefined || tier.healing === "managed") continue;
    // Copies of the same data in one region share its reads.
    const pool = tier.kind === "replica" ? `${tier.copyOf} ${tier.region}` : tier.urn;
    pools.set(pool, [...(pools.get(pool) ?? []), { tier, perMember: served }]);
  }
  return [...pools.values()].flatMap((pool) => remainderOf(pool) ?? []);
}

function remainderOf(pool: readonly Share[]): Remainder | undefined {
  const [first] = pool;
  if (first === undefined) return undefined;
  const { urn, placement } = first.tier;
  const { sharedByZone } = first.tier;
  const base = { urn, name: pool.map(({ tier }) => tier.name).join(", "), sharedByZone };
  if (pool.some(({ tier }) => tier.count === null || tier.placement.zoneCount === null)) {
    return { ...base, failure: { kind: "zone", domain: "zone:unknown" }, count: 0, left: 0, requestsPerSecond: null };
  }
  const worst = pool.length === 1 ? ofOne(first) : ofSeveral(pool);
  const kind = worst.lost > 1 || placement.zoneCount === 1 ? "zone" : "member";
  const domain = kind === "zone" ? `zone:${worst.zone ?? "unknown"}` : `member:${urn}`;
  const count = pool.reduce((sum, { tier }) => sum + membersServing(tier), 0);
  const all = pool.reduce((sum, { tier, perMember }) => sum + membersServing(tier) * perMember, 0);
  return {
    ...base,
    failure: { kind, domain },
    count,
    left: count - worst.lost,
    requestsPerSecond: all - worst.requestsPerSecond,
  };
}

/** A standby serves nothing until it takes over, and then in the place of the one that served. */
function membersServing({ kind, healing, count, type }: Tier): number {
  const waits = healing === "standby" && (kind === "database" || kind === "replica") && type === "rds/Instance";
  return waits ? 1 : (count ?? 0);
}

interface Worst {
  readonly zone: string | null;
  readonly lost: number;
  readonly requestsPerSecond: number;
}

function ofOne({ tier, perMember }: Share): Worst {
  const serving = membersServing(tier);
  // What has a standby is whole again once that has taken over.
  if (tier.healing === "standby" && serving === 1) return { zone: null, lost: 0, requestsPerSecond: 0 };
  const spread = tier.sharedByZone ? spreadOf(tier) : null;
  if (spread !== null) return ofShares(spread, perMember);
  const { zones, zoneCount } = tier.placement;
  const [most = [zones?.[0] ?? null, Math.ceil(serving / (zoneCount ?? 1))] as const] = [...(tier.perZone ?? [])].sort(
    (one, other) => other[1] - one[1],
  );
  const lost = Math.min(serving, Math.max(1, most[1]));
  return { zone: most[0], lost, requestsPerSecond: lost * perMember };
}

/** Behind a balancer that keeps each zone's share in the zone, a lost member can take as much as a lost zone. */
function ofShares(spread: Spread, perMember: number): Worst {
  const all = spread.reduce((sum, [, members]) => sum + members, 0);
  const losses = spread.flatMap(([zone, members], i) =>
    [...new Set([1, members])]
      .filter((lost) => lost > 0 && lost <= members)
      .map((lost) => ({
        zone,
        lost,
        requestsPerSecond: (all - served(without(spread, i, lost), true)) * perMember,
      })),
  );
  const [worst] = losses.sort((one, other) => other.requestsPerSecond - one.requestsPerSecond);
  return worst ?? { zone: null, lost: 0, requestsPerSecond: 0 };
}

/** Single members under names of their own: the zone that holds most of what they serve. */
function ofSeveral(pool: readonly Share[]): Worst {
  const zones = new Map<string, Worst>();
  for (const { tier, perMember } of pool) {
    // One that may be in any zone may be in the worst one; it counts by itself.
    const zone = tier.placement.zones?.length === 1 ? (tier.placement.zones[0] ?? tier.urn) : tier.urn;
    const before = zones.get(zone) ?? { zone, lost: 0, requestsPerSecond: 0 };
    zones.set(zone, { zone, lost: before.lost + 1, requestsPerSecond: before.requestsPerSecond + perMember });
  }
  const [worst] = [...zones.values()].sort((one, other) => other.requestsPerSecond - one.requestsPerSecond);
  return worst ?? { zone: null, lost: 0, requestsPerSecond: 0 };
}
