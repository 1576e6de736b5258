import type { Flow } from "../topology/flows";
import type { Tier } from "../topology/topology";
import { degrades, type Impact } from "./impact";

/**
 * Reads that one copy of the data no longer serves can go to another one that the same callers know: the primary's to
 * its replicas, a replica's to the others and to the primary.
 * @param own impact of the failure on each tier by itself
 */
export function withOtherCopies(flow: Flow, tier: Tier, own: (tier: Tier) => Impact): Impact {
  const impact = own(tier);
  if (flow.kind !== "read" || impact.outcome === "survives") return impact;
  const copies = copiesBeside(flow, tier);
  const serving = copies.filter((copy) => own(copy).outcome === "survives");
  if (tier.kind === "database") {
    if (serving.length === 0) return impact;
    const names = serving.map((copy) => copy.name).join(", ");
    const share = serving.length / (copies.length + 1);
    return degrades(`Reads go on from ${names}; what must be newest waits for ${tier.name}.`, share, impact.source);
  }
  // The primary either serves, or comes back by itself: then its own recovery is what counts.
  const primaryReturns = copies.some((copy) => copy.kind === "database" && own(copy).outcome === "recovers");
  if (serving.length === 0 && !primaryReturns) return impact;
  const share = (serving.length + (primaryReturns ? 1 : 0)) / (copies.length + 1);
  const rest = serving.map((copy) => copy.name).join(", ") || "the primary once it is back";
  return degrades(`${tier.name} is gone: its reads are left to ${rest}, if the application turns to them.`, share);
}

/** Other copies of the same data that every caller of this one knows too. */
function copiesBeside(flow: Flow, tier: Tier): readonly Tier[] {
  const origin = tier.copyOf ?? tier.urn;
  const callers = callersOf(flow, tier);
  return flow.tiers.filter((other) => {
    if (other === tier || (other.copyOf ?? other.urn) !== origin) return false;
    if (other.kind !== "replica" && other.kind !== "database") return false;
    const known = callersOf(flow, other);
    return callers.every((caller) => known.includes(caller));
  });
}

/** Who asks it; through a proxy, those who ask the proxy. */
function callersOf(flow: Flow, tier: Tier): readonly string[] {
  const from = flow.edges.filter((edge) => edge.to === tier.urn).map((edge) => edge.from);
  return from.flatMap((urn) => {
    const proxy = flow.tiers.find((each) => each.urn === urn && each.kind === "proxy");
    return proxy ? callersOf(flow, proxy) : [urn];
  });
}
