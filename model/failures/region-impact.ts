import type { Urn } from "../plan";
import { type Flow, isRegional } from "../topology/flows";
import type { Edge, NameFailover, Tier, Topology } from "../topology/topology";
import { type Impact, needsPerson, recovers, survives } from "./impact";
import { dnsFailover } from "./recovery-times";

/** What is left of a flow without a region. */
interface Loss {
  readonly gone: ReadonlySet<Urn>;
  /** Whether the flow still finds all that it needs. */
  readonly serves: boolean;
  /** The name that leads to several regions, the share of them that is left, and how long it leads to what is gone. */
  readonly way: { readonly name: string; readonly share: number; readonly failover: NameFailover } | undefined;
  /** Of what is gone, each that the flow cannot do without. */
  readonly decisive: ReadonlySet<Urn>;
}

const losses = new WeakMap<Flow, Map<string | null, Loss>>();

/**
 * What the loss of a region does to one tier of a flow. Where the flow has another way to all that it needs, Route 53
 * stops sending it to what is gone; else a person has to act on what there is no other of.
 */
export function regionImpact(topology: Topology, flow: Flow, tier: Tier, region: string | null): Impact {
  if (!isRegional(tier)) return survives(`${tier.name} is served worldwide.`);
  const held = tier.region === region ? [] : heldIn(topology, tier.urn, region);
  if (tier.region !== region && held.length === 0) return survives(`${tier.name} is in another region.`);
  if (held.length === 0 && tier.otherRegions.length > 0)
    return survives(`${tier.name} goes on in ${tier.otherRegions.join(", ")}.`);
  const { serves, way, decisive } = lossOf(topology, flow, region);
  if (serves) {
    return way === undefined
      ? survives(`What ${tier.name} does is done in another region.`)
      : recovers(`Route 53 leaves out what is gone of ${way.name}.`, dnsFailover(way.failover), {
          capacityShare: way.share,
        });
  }
  if (decisive.size > 0 && !decisive.has(tier.urn)) return survives(`${tier.name} has its like in another region.`);
  if (held.length === 0) return lost(flow, tier, region);
  return needsPerson(`${tier.name} needs ${held.join(", ")} of that region: what is started anew does not get it.`);
}

/** Names of the keys and secrets that a tier needs and that are in one region only. */
function heldIn({ operations }: Topology, tier: Urn, region: string | null): readonly string[] {
  if (region === null) return [];
  return operations.withheld
    .filter((each) => each.region === region && each.needed.includes(tier))
    .map(({ urn }) => urn.split("::").at(-1) ?? urn);
}

function lossOf(topology: Topology, flow: Flow, region: string | null): Loss {
  const known = losses.get(flow) ?? new Map<string | null, Loss>();
  losses.set(flow, known);
  const before = known.get(region);
  if (before) return before;
  const gone = new Set(flow.tiers.filter((each) => isGone(topology, each, region)).map(({ urn }) => urn));
  const isServed = serves(flow, flow.entry, gone);
  const alone = isServed ? [] : [...gone].filter((urn) => !serves(flow, flow.entry, new Set([urn])));
  // Where only all of them together stop it, those that another region takes along are what is to be changed.
  const taken = [...gone].filter((urn) => flow.byUrn.get(urn)?.region !== region);
  const decisive = alone.length > 0 || isServed ? alone : taken;
  const loss: Loss = {
    gone,
    serves: isServed,
    way: isServed ? namedTwice(topology, flow, gone) : undefined,
    decisive: new Set(decisive),
  };
  known.set(region, loss);
  return loss;
}

function isGone(topology: Topology, tier: Tier, region: string | null): boolean {
  if (!isRegional(tier)) return false;
  if (tier.region !== region) return heldIn(topology, tier.urn, region).length > 0;
  return tier.otherRegions.length === 0;
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

/** Whether every step from a tier on finds what it needs without the tiers that are gone. */
function serves(flow: Flow, from: Urn, gone: ReadonlySet<Urn>): boolean {
  const known = new Map<Urn, boolean>();
  const works = (urn: Urn): boolean => {
    const before = known.get(urn);
    if (before !== undefined) return before;
    // On a way that leads back to where it came from, what matters is the rest of it.
    known.set(urn, true);
    const answer = !gone.has(urn) && needsOf(flow, urn).every((need) => need.some(works));
    known.set(urn, answer);
    return answer;
  };
  return works(from);
}

/** What a tier calls: for each need, the tiers of which one is enough. */
function needsOf(flow: Flow, caller: Urn): readonly (readonly Urn[])[] {
  const needs = new Map<string, Urn[]>();
  for (const edge of flow.outgoing.get(caller) ?? []) {
    const need = needOf(flow, edge);
    const known = needs.get(need);
    if (known) known.push(edge.to);
    else needs.set(need, [edge.to]);
  }
  return [...needs.values()];
}

function needOf(flow: Flow, { to, standIns }: Edge): string {
  if (standIns !== undefined) return standIns;
  const tier = flow.byUrn.get(to);
  const isCopy = tier?.kind === "replica" || tier?.kind === "database";
  // Reads find the same rows in any copy.
  return flow.kind === "read" && isCopy ? (tier.copyOf ?? to) : to;
}

function namedTwice({ nameFailovers }: Topology, flow: Flow, gone: ReadonlySet<Urn>): Loss["way"] {
  for (const tier of flow.tiers.filter(({ kind }) => kind === "dns")) {
    const leads = (flow.outgoing.get(tier.urn) ?? []).filter((edge) => edge.standIns !== undefined);
    const left = leads.filter(({ to }) => serves(flow, to, gone));
    const failover = nameFailovers.get(tier.urn);
    if (left.length === leads.length || failover === undefined) continue;
    return { name: leads[0]?.standIns ?? tier.name, share: left.length / leads.length, failover };
  }
  return undefined;
}
