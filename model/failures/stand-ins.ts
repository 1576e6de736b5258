import type { Flow } from "../topology/flows";
import type { Edge, Tier, Topology } from "../topology/topology";
import { type Impact, recovers, survives, worse } from "./impact";
import { dnsFailover } from "./recovery-times";

/**
 * A caller that names several tiers for the same thing asks the next one when the first does not answer, as a
 * distribution does with the origins of a group. A name does so once Route 53 knows, and those who asked before have
 * forgotten what it said.
 * @param own impact of the failure on each tier by itself
 */
export function withStandIns(topology: Topology, flow: Flow, tier: Tier, own: (tier: Tier) => Impact): Impact {
  const impact = own(tier);
  if (impact.outcome === "survives") return impact;
  const answering = (flow.incoming.get(tier.urn) ?? []).map((edge) => ({ edge, other: standIn(flow, edge, own) }));
  const turned = answering.map(({ edge, other }) => other && turning(topology, flow, edge, tier, other));
  const [first, ...others] = turned.filter((each) => each !== undefined);
  if (first === undefined || turned.includes(undefined)) return impact;
  const total = others.reduce(worse, first);
  // What comes back by itself before names lead elsewhere is back.
  return worse(total, impact) === total ? impact : total;
}

/** How a caller comes to ask another tier. */
function turning({ nameFailovers }: Topology, flow: Flow, edge: Edge, tier: Tier, other: Tier): Impact {
  const failover = nameFailovers.get(edge.from);
  if (failover === undefined) return survives(`${other.name} answers in place of ${tier.name}.`);
  const others = othersThan(flow, edge).length;
  return recovers(`Route 53 leaves out ${tier.name}; ${other.name} answers in its place.`, dnsFailover(failover), {
    capacityShare: others / (others + 1),
  });
}

/** Another tier that the caller of an edge turns to in place of its callee, and that is there. */
function standIn(flow: Flow, edge: Edge, own: (tier: Tier) => Impact): Tier | undefined {
  return othersThan(flow, edge).find((other) => own(other).outcome === "survives");
}

function othersThan(flow: Flow, { from, to, standIns }: Edge): readonly Tier[] {
  if (standIns === undefined) return [];
  return (flow.outgoing.get(from) ?? [])
    .filter((edge) => edge.standIns === standIns && edge.to !== to)
    .map((edge) => flow.byUrn.get(edge.to))
    .filter((tier) => tier !== undefined);
}

/**
 * Whether every caller of a tier has another one of the same region that the failure leaves. Another region excuses the
 * loss of a region, never that of a member or a zone.
 */
export function hasStandIn(
  flow: Flow,
  tier: Tier,
  failure: { readonly kind: string; readonly domain: string },
): boolean {
  const incoming = flow.incoming.get(tier.urn) ?? [];
  return (
    incoming.length > 0 &&
    incoming.every((edge) => othersThan(flow, edge).some((other) => isLeft(tier, other, failure)))
  );
}

function isLeft(
  tier: Tier,
  other: Tier,
  { kind, domain }: { readonly kind: string; readonly domain: string },
): boolean {
  if (other.region !== tier.region) return false;
  if (kind !== "zone" || other.healing === "managed") return true;
  const { zones } = other.placement;
  return zones !== null && !zones.includes(domain.slice("zone:".length));
}
