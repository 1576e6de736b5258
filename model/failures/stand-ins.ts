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
  const answering = flow.edges.filter((edge) => edge.to === tier.urn).map((edge) => standIn(flow, edge, own));
  const [first] = answering;
  if (first === undefined || answering.includes(undefined)) return impact;
  return survives(`${first.name} answers in place of ${tier.name}.`);
}

/** Another tier that the caller of an edge turns to in place of its callee, and that is there. */
function standIn(flow: Flow, { from, to, standIns }: Edge, own: (tier: Tier) => Impact): Tier | undefined {
  if (standIns === undefined) return undefined;
  const others = flow.edges.filter((edge) => edge.from === from && edge.standIns === standIns && edge.to !== to);
  const urns = others.map((edge) => edge.to);
  return flow.tiers.find((other) => urns.includes(other.urn) && own(other).outcome === "survives");
}
