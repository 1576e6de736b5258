import type { Flow } from "../topology/flows";
import type { Edge, Tier } from "../topology/topology";
import { type Impact, survives } from "./impact";

/**
 * A caller that names several tiers for the same thing asks the next one when the first does not answer, as a
 * distribution does with the origins of a group.
 * @param own impact of the failure on each tier by itself
 */
export function withStandIns(flow: Flow, tier: Tier, own: (tier: Tier) => Impact): Impact {
  const impact = own(tier);
  if (impact.outcome === "survives") return impact;
  const answering = (flow.incoming.get(tier.urn) ?? []).map((edge) => standIn(flow, edge, own));
  const [first] = answering;
  if (first === undefined || answering.includes(undefined)) return impact;
  return survives(`${first.name} answers in place of ${tier.name}.`);
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
