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
  if (tier.kind !== "database" && tier.kind !== "replica") return impact;
  const known = callersOf(flow, tier).map((caller) => copiesKnown(flow, tier, caller));
  const isServing = (copy: Tier) => own(copy).outcome === "survives";
  const serving = [...new Set(known.flat())].filter(isServing);
  const names = serving.map((copy) => copy.name).join(", ");
  // What is left to the caller that is left with least.
  const least = (isLeft: (copy: Tier) => boolean) =>
    Math.min(...known.map((copies) => copies.filter(isLeft).length / (copies.length + 1)));
  if (tier.kind === "database") {
    const share = least(isServing);
    if (known.length === 0 || share === 0) return impact;
    return degrades(`Reads go on from ${names}; what must be newest waits for ${tier.name}.`, share, impact.source);
  }
  // The primary either serves, or comes back by itself: then its own recovery is what counts.
  const share = least((copy) => isServing(copy) || (copy.kind === "database" && own(copy).outcome === "recovers"));
  if (known.length === 0 || share === 0) return impact;
  const rest = names || "the primary once it is back";
  return degrades(`${tier.name} is gone: its reads are left to ${rest}, if the application turns to them.`, share);
}

/** Other copies of the same data that one of its callers knows too, itself or through a proxy. */
function copiesKnown(flow: Flow, tier: Tier, caller: string): readonly Tier[] {
  const origin = tier.copyOf ?? tier.urn;
  return calleesOf(flow, caller).filter(
    (other) =>
      other !== tier &&
      (other.copyOf ?? other.urn) === origin &&
      (other.kind === "replica" || other.kind === "database"),
  );
}

function calleesOf(flow: Flow, caller: string): readonly Tier[] {
  const direct = (flow.outgoing.get(caller) ?? [])
    .map((edge) => flow.byUrn.get(edge.to))
    .filter((each) => each !== undefined);
  return [...new Set(direct.flatMap((each) => (each.kind === "proxy" ? calleesOf(flow, each.urn) : [each])))];
}

/** Who asks it; through a proxy, those who ask the proxy. */
function callersOf(flow: Flow, tier: Tier): readonly string[] {
  const from = (flow.incoming.get(tier.urn) ?? []).map((edge) => edge.from);
  return from.flatMap((urn) => {
    const proxy = flow.byUrn.get(urn);
    return proxy?.kind === "proxy" ? callersOf(flow, proxy) : [urn];
  });
}
