import type { Urn } from "../plan";
import type { Flow } from "../topology/flows";
import type { Edge, Tier } from "../topology/topology";
import { type Impact, needsPerson, recovers, survives } from "./impact";
import { RECOVERY } from "./recovery-times";

/**
 * What the loss of a region does to one tier of a flow. Where the flow has another way to all that it needs, Route 53
 * stops sending it to what is gone; else a person has to act on what there is no other of.
 */
export function regionImpact(flow: Flow, tier: Tier, region: string | null): Impact {
  if (tier.kind === "cdn" || tier.kind === "dns") return survives(`${tier.name} is served worldwide.`);
  if (tier.region !== region) return survives(`${tier.name} is in another region.`);
  if (tier.otherRegions.length > 0) return survives(`${tier.name} goes on in ${tier.otherRegions.join(", ")}.`);
  const gone = flow.tiers.filter((each) => isGone(each, region));
  if (serves(flow, gone)) {
    const way = namedTwice(flow, gone);
    return way === undefined
      ? survives(`What ${tier.name} does is done in another region.`)
      : recovers(`Route 53 leaves out what is gone of ${way.name}.`, RECOVERY.dnsFailover, {
          capacityShare: way.share,
        });
  }
  const decisive = gone.filter((each) => !serves(flow, [each]));
  if (decisive.length > 0 && !decisive.includes(tier)) return survives(`${tier.name} has its like in another region.`);
  return lost(flow, tier, region);
}

function isGone(tier: Tier, region: string | null): boolean {
  return tier.kind !== "cdn" && tier.kind !== "dns" && tier.region === region && tier.otherRegions.length === 0;
}

/** A region keeps its own data; a copy elsewhere has what it was sent, until somebody lets it take writes. */
function lost(flow: Flow, tier: Tier, region: string | null): Impact {
  const copies = flow.copies.filter((copy) => copy.copyOf === tier.urn && copy.region !== region);
  if (copies.length > 0) {
    const names = copies.map((copy) => copy.name).join(" or ");
    return needsPerson(
      `${tier.name} takes writes in that region only: a person promotes ${names}; what was not copied yet is lost.`,
      null,
    );
  }
  return needsPerson(`${tier.name} is in that region only.`, tier.kind === "store" || tier.stateful ? null : 0);
}

/** Whether every step of the flow finds what it needs without the tiers that are gone. */
function serves(flow: Flow, gone: readonly Tier[]): boolean {
  const known = new Map<Urn, boolean>();
  const works = (urn: Urn): boolean => {
    const before = known.get(urn);
    if (before !== undefined) return before;
    // On a way that leads back to where it came from, what matters is the rest of it.
    known.set(urn, true);
    const answer = !gone.some((tier) => tier.urn === urn) && needsOf(flow, urn).every((need) => need.some(works));
    known.set(urn, answer);
    return answer;
  };
  return works(flow.entry);
}

/** What a tier calls: for each need, the tiers of which one is enough. */
function needsOf(flow: Flow, caller: Urn): readonly (readonly Urn[])[] {
  const needs = new Map<string, Urn[]>();
  for (const edge of flow.edges.filter(({ from }) => from === caller)) {
    const need = needOf(flow, edge);
    needs.set(need, [...(needs.get(need) ?? []), edge.to]);
  }
  return [...needs.values()];
}

function needOf(flow: Flow, { to, standIns }: Edge): string {
  if (standIns !== undefined) return standIns;
  const tier = flow.tiers.find(({ urn }) => urn === to);
  const isCopy = tier?.kind === "replica" || tier?.kind === "database";
  // Reads find the same rows in any copy.
  return flow.kind === "read" && isCopy ? (tier.copyOf ?? to) : to;
}

/** The name that leads to several regions, and the share of them that is left. */
function namedTwice(flow: Flow, gone: readonly Tier[]): { readonly name: string; readonly share: number } | undefined {
  for (const tier of flow.tiers.filter(({ kind }) => kind === "dns")) {
    const leads = flow.edges.filter((edge) => edge.from === tier.urn && edge.standIns !== undefined);
    const left = leads.filter(({ to }) => serves({ ...flow, entry: to }, gone));
    if (left.length < leads.length) return { name: leads[0]?.standIns ?? tier.name, share: left.length / leads.length };
  }
  return undefined;
}
