import type { FlowAvailability } from "../assessment";
import type { Urn } from "../plan";
import { type Flow, findFlows } from "../topology/flows";
import type { Tier, Topology } from "../topology/topology";
import { publishedLevel } from "./published-levels";

const MINUTES_A_MONTH = 730 * 60;
const DIGITS = 4;

/**
 * What AWS's own promises add up to, per flow: what is needed is multiplied, of what stands in for each other only the
 * loss of all counts. What the program's own code and people do is not in it.
 */
export function flowAvailability(topology: Topology): readonly FlowAvailability[] {
  return findFlows(topology).map((flow) => ofFlow(flow));
}

interface Product {
  readonly availability: number;
  readonly arithmetic: string;
  readonly tiers: readonly Tier[];
}

function ofFlow(flow: Flow): FlowAvailability {
  const choice = flow.tiers.find(({ urn }) => alternatives(flow, urn).length > 1);
  const product = choice ? ofChoice(flow, choice) : ofTiers(flow.tiers);
  const levels = product.tiers.map((tier) => ({ tier, level: publishedLevel(tier) }));
  return {
    flow: flow.name,
    flowKind: flow.kind,
    availability: Number(product.availability.toFixed(DIGITS + 4)),
    minutesPerMonth: Math.round((1 - product.availability) * MINUTES_A_MONTH * 10) / 10,
    arithmetic: `${product.arithmetic} = ${percent(product.availability)}`,
    leftOut: levels.filter(({ level }) => level === undefined).map(({ tier }) => tier.name),
    sources: [...new Set(levels.flatMap(({ level }) => level?.source ?? []))],
  };
}

/** Tiers that a name or an accelerator leads to, each of which is enough. */
function alternatives(flow: Flow, urn: Urn): readonly Urn[] {
  const tier = flow.byUrn.get(urn);
  if (tier?.kind !== "dns" && tier?.kind !== "accelerator") return [];
  return (flow.outgoing.get(urn) ?? []).filter(({ standIns }) => standIns !== undefined).map(({ to }) => to);
}

function ofChoice(flow: Flow, choice: Tier): Product {
  const ways = alternatives(flow, choice.urn).map((urn) => ofTiers(reachedFrom(flow, urn)));
  const allDown = ways.reduce((share, way) => share * (1 - way.availability), 1);
  const inAnyWay = new Set(ways.flatMap(({ tiers }) => tiers));
  const before = ofTiers(flow.tiers.filter((tier) => !inAnyWay.has(tier)));
  const arithmetic = ways.map((way) => `(1 − ${way.arithmetic})`).join(" × ");
  return {
    availability: before.availability * (1 - allDown),
    arithmetic: `${before.arithmetic} × (1 − ${arithmetic})`,
    tiers: [...before.tiers, ...inAnyWay],
  };
}

function reachedFrom(flow: Flow, start: Urn): readonly Tier[] {
  const urns = new Set([start]);
  for (const urn of urns) for (const { to } of flow.outgoing.get(urn) ?? []) urns.add(to);
  return [...urns].map((urn) => flow.byUrn.get(urn)).filter((tier) => tier !== undefined);
}

function ofTiers(tiers: readonly Tier[]): Product {
  const known = tiers.flatMap((tier) => {
    const level = publishedLevel(tier);
    return level ? [{ name: tier.name, availability: level.availability }] : [];
  });
  return {
    availability: known.reduce((share, { availability }) => share * availability, 1),
    arithmetic: known.map(({ name, availability }) => `${name} ${percent(availability)}`).join(" × ") || percent(1),
    tiers,
  };
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(DIGITS))} %`;
}
