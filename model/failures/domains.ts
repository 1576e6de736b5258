import type { Urn } from "../plan";
import type { Flow } from "../topology/flows";
import { type Gateway, isInGivenZones, type Tier, type Topology } from "../topology/topology";

/** Something that fails as one. */
export type Domain =
  | { readonly kind: "member" | "database-primary" | "replica" | "cache-node"; readonly id: string; readonly tier: Urn }
  | { readonly kind: "nat-gateway"; readonly id: string; readonly gateway: Gateway }
  /** A zone; null for the one that holds what the plan does not place. */
  | { readonly kind: "zone"; readonly id: string; readonly zone: string | null }
  | { readonly kind: "region"; readonly id: string; readonly region: string | null };

const MEMBER_KIND: { readonly [kind in Tier["kind"]]?: "member" | "database-primary" | "replica" | "cache-node" } = {
  server: "member",
  service: "member",
  database: "database-primary",
  replica: "replica",
  cache: "cache-node",
};

/** Every failure domain that any of the flows could feel. */
export function failureDomains(topology: Topology, flows: readonly Flow[]): readonly Domain[] {
  const tiers = [...new Set(flows.flatMap((flow) => flow.tiers))];
  return [
    ...tiers.flatMap((tier) => memberDomain(tier)),
    ...zonesOf(topology, tiers),
    ...gatewaysOf(topology, tiers),
    ...regionsOf(tiers),
  ];
}

/** The failure of one member of a tier; none for what AWS runs by itself. */
export function memberDomain(tier: Tier): readonly Domain[] {
  const kind = MEMBER_KIND[tier.kind];
  if (kind === undefined || tier.healing === "managed") return [];
  return [{ kind, id: `${kind}:${tier.urn}`, tier: tier.urn }];
}

export function zonesOf(topology: Topology, tiers: readonly Tier[]): readonly Domain[] {
  const placed = tiers.flatMap((tier) => tier.placement.zones ?? []);
  const gateways = gatewaysUsed(topology, tiers).flatMap((gateway) => gateway.zone ?? []);
  const named = [...new Set([...placed, ...gateways])].sort();
  const zones = named.map((zone): Domain => ({ kind: "zone", id: `zone:${zone}`, zone }));
  // Zonal things that the plan does not place are in some zone all the same.
  const unplaced = tiers.some((tier) => tier.placement.zones === null && isZonal(tier));
  return unplaced ? [...zones, { kind: "zone", id: "zone:unknown", zone: null }] : zones;
}

/** Whether the loss of one zone may take it away, rather than what AWS runs in several by itself. */
function isZonal(tier: Tier): boolean {
  const { healing, placement } = tier;
  if (healing !== "managed") return true;
  return isInGivenZones(tier) && (placement.zoneCount === null || placement.zoneCount === 1);
}

function gatewaysOf(topology: Topology, tiers: readonly Tier[]): readonly Domain[] {
  return gatewaysUsed(topology, tiers).map((gateway) => ({
    kind: "nat-gateway",
    id: `nat-gateway:${gateway.urn}`,
    gateway,
  }));
}

function gatewaysUsed(topology: Topology, tiers: readonly Tier[]): readonly Gateway[] {
  const subnets = new Set(
    tiers.filter((tier) => tier.kind === "service" || tier.kind === "server").flatMap((tier) => tier.placement.subnets),
  );
  return topology.gateways.filter((gateway) => gateway.subnets.some((subnet) => subnets.has(subnet)));
}

function regionsOf(tiers: readonly Tier[]): readonly Domain[] {
  const regions = new Set(
    tiers.filter((tier) => tier.kind !== "cdn" && tier.kind !== "dns").map((tier) => tier.region),
  );
  return [...regions].map((region) => ({ kind: "region", id: `region:${region ?? "unknown"}`, region }));
}
