import type { Urn } from "../plan";
import type { Flow } from "../topology/flows";
import { type Gateway, isWorldwide, type Tier, type Topology } from "../topology/topology";

/** Something that fails as one. */
export type Domain =
  | { readonly kind: MemberKind; readonly id: string; readonly tier: Urn }
  | { readonly kind: "nat-gateway"; readonly id: string; readonly gateway: Gateway }
  /** A zone; null for the one that holds what the plan does not place. */
  | { readonly kind: "zone"; readonly id: string; readonly zone: string | null }
  | { readonly kind: "region"; readonly id: string; readonly region: string | null };

/** One of a tier's members, by what it is to its callers. */
export type MemberKind = "member" | "host" | "database-primary" | "replica" | "cache-node";

const MEMBER_KIND: { readonly [kind in Tier["kind"]]?: MemberKind } = {
  server: "member",
  service: "member",
  broker: "member",
  database: "database-primary",
  replica: "replica",
  cache: "cache-node",
};

/** Every failure domain that any of the flows could feel. */
export function failureDomains(topology: Topology, flows: readonly Flow[]): readonly Domain[] {
  const tiers = [...new Set(flows.flatMap((flow) => flow.tiers))];
  return [
    ...tiers.flatMap((tier) => memberDomains(tier)),
    ...zonesOf(topology, tiers),
    ...gatewaysOf(topology, tiers),
    ...regionsOf(tiers),
  ];
}

/** The failure of one member of a tier, and of a host that may carry all of them; none for what AWS runs by itself. */
export function memberDomains(tier: Tier): readonly Domain[] {
  const kind = MEMBER_KIND[tier.kind];
  if (kind === undefined || tier.healing === "managed") return [];
  const member: Domain = { kind, id: `${kind}:${tier.urn}`, tier: tier.urn };
  return tier.packed ? [member, { kind: "host", id: `host:${tier.urn}`, tier: tier.urn }] : [member];
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
function isZonal({ healing, placement, inGivenZones }: Tier): boolean {
  if (healing !== "managed") return true;
  return inGivenZones && (placement.zoneCount === null || placement.zoneCount === 1);
}

function gatewaysOf(topology: Topology, tiers: readonly Tier[]): readonly Domain[] {
  return gatewaysUsed(topology, tiers).map((gateway) => ({
    kind: "nat-gateway",
    id: `nat-gateway:${gateway.urn}`,
    gateway,
  }));
}

function gatewaysUsed(topology: Topology, tiers: readonly Tier[]): readonly Gateway[] {
  if (topology.gateways.length === 0) return [];
  const subnets = new Set(
    tiers.filter((tier) => tier.kind === "service" || tier.kind === "server").flatMap((tier) => tier.placement.subnets),
  );
  return topology.gateways.filter((gateway) => gateway.subnets.some((subnet) => subnets.has(subnet)));
}

function regionsOf(tiers: readonly Tier[]): readonly Domain[] {
  const regions = new Set(tiers.filter((tier) => !isWorldwide(tier.kind)).map((tier) => tier.region));
  return [...regions].map((region) => ({ kind: "region", id: `region:${region ?? "unknown"}`, region }));
}
