import type { Plan, Urn } from "../plan";
import { buildTopology } from "../topology/build";
import { PlanIndex } from "../topology/plan-index";
import type { Tier, Topology } from "../topology/topology";
import { type Demand, demandOf, isDatabase } from "./demand";
import { carriedBy, FIGURES, type FigureName } from "./figures";
import type { PeakLoad } from "./load";
import { type Members, membersOf } from "./members";

/** How full a tier is in the busiest minute. Shares are of what its members carry: 0.5 is half full, 2 is twice too much. */
export interface TierCapacity {
  readonly urn: Urn;
  /** Members at the floor of its scaling, and how large one is; null for what AWS scales by itself. */
  readonly members: { readonly least: number; readonly most: number; readonly size: string } | null;
  /** Requests, queries or messages a second that reach it. */
  readonly demand: number;
  /** With the members that are always there. */
  readonly utilisation: number;
  /** The same without its largest zone; null where nothing would be left. */
  readonly utilisationWithoutZone: number | null;
  /** With as many members as its scaling may start. */
  readonly utilisationAtMost: number;
  /** The figures that it was reckoned from, by name. */
  readonly figures: readonly FigureName[];
}

/** What a program carries, and what gives way first. */
export interface CapacityReport {
  readonly peakRps: number;
  /** The fullest at its most first. */
  readonly tiers: readonly TierCapacity[];
  /** The tier that gives way first as load grows, and the requests a second at which it does; null without any. */
  readonly bottleneck: { readonly urn: Urn; readonly atRps: number } | null;
  /** Where the figures come from, one sentence each. */
  readonly assumptions: readonly string[];
}

/** Compares what reaches each tier with what it carries; sizes change nothing of a plan's topology. */
export function assessCapacity(plan: Plan, load: PeakLoad, topology = buildTopology(plan)): CapacityReport {
  const index = new PlanIndex(plan);
  const demand = demandOf(topology, load);
  const tiers = [...demand]
    .flatMap(([urn, reaching]) => {
      const tier = topology.tiers.get(urn);
      return tier === undefined ? [] : (tierCapacity(tier, reaching, topology, index) ?? []);
    })
    .sort((a, b) => b.utilisationAtMost - a.utilisationAtMost);
  const [first] = tiers;
  return {
    peakRps: load.peakRps,
    tiers,
    bottleneck:
      first === undefined || first.utilisationAtMost === 0
        ? null
        : { urn: first.urn, atRps: load.peakRps / first.utilisationAtMost },
    assumptions: assumptionsOf(tiers),
  };
}

function tierCapacity(tier: Tier, demand: Demand, topology: Topology, index: PlanIndex): TierCapacity | undefined {
  const quota = QUOTAS[tier.kind];
  if (quota !== undefined) return quotaCapacity(tier, demand, quota);
  const members = membersOf(tier, index);
  if (members === undefined || members.least === 0) return undefined;
  const need = needOf(tier, demand, topology);
  const full = (count: number): number =>
    Math.max(need.vcpus / (count * members.size.vcpus), need.memoryGiB / (count * members.size.memoryGiB));
  const left = membersWithoutZone(tier, members.least, topology);
  return {
    urn: tier.urn,
    members: { least: members.least, most: members.most, size: members.shown },
    demand: total(demand),
    utilisation: full(serving(tier, members)),
    utilisationWithoutZone: left === 0 ? null : full(left),
    utilisationAtMost: full(isDatabase(tier) ? 1 : members.most),
    figures: need.figures,
  };
}

const QUOTAS: { readonly [kind in Tier["kind"]]?: FigureName } = {
  cdn: "cloudfront.requests",
  api: "apigateway.requests",
};

function quotaCapacity({ urn }: Tier, demand: Demand, figure: FigureName): TierCapacity {
  const utilisation = (demand.reads + demand.writes) / (FIGURES[figure].each ?? Number.POSITIVE_INFINITY);
  return {
    urn,
    members: null,
    demand: total(demand),
    utilisation,
    utilisationWithoutZone: utilisation,
    utilisationAtMost: utilisation,
    figures: [figure],
  };
}

function total({ reads, writes, messages }: Demand): number {
  return reads + writes + messages;
}

/** A database's standby waits; every other member serves. */
function serving(tier: Tier, { least }: Members): number {
  return isDatabase(tier) ? 1 : least;
}

/** A standby takes over as a whole, a replica's readers go to the others; elsewhere the largest zone takes its members. */
function membersWithoutZone(tier: Tier, count: number, { tiers }: Topology): number {
  if (tier.kind === "replica") {
    const copies = [...tiers.values()].filter(
      ({ kind, copyOf }) => kind === "replica" && copyOf === tier.copyOf,
    ).length;
    return 1 - 1 / copies;
  }
  if (isDatabase(tier)) return tier.healing === "standby" || tier.healing === "managed" ? 1 : 0;
  const zones = tier.placement.zoneCount ?? 1;
  const largest = tier.perZone === null ? Math.ceil(count / zones) : Math.max(...tier.perZone.values());
  return Math.max(0, count - largest);
}

interface Need {
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly figures: readonly FigureName[];
}

/** vCPUs and memory that the demand takes. */
function needOf(tier: Tier, demand: Demand, topology: Topology): Need {
  if (tier.kind === "cache") return need({ "cache.operations": demand.reads + demand.writes });
  const data = { "database.reads": demand.reads, "database.writes": demand.writes };
  if (isDatabase(tier)) return need(data);
  const callees = topology.edges.filter(({ from, kind }) => from === tier.urn && kind === "request");
  const kinds = callees.map(({ to }) => topology.tiers.get(to));
  const passesOn = kinds.some((callee) => callee?.kind === "service" || callee?.kind === "function");
  const own = passesOn
    ? { "app.gateway": demand.reads + demand.writes }
    : { "app.reads": demand.reads, "app.writes": demand.writes, "app.messages": demand.messages };
  const keepsData = tier.stateful && !kinds.some((callee) => callee !== undefined && isDatabase(callee));
  return need({ ...own, ...(keepsData ? data : {}) }, demand.connections);
}

function need(rates: { readonly [name in FigureName]?: number }, connections = 0): Need {
  const used = (Object.entries(rates) as [FigureName, number][]).filter(([, rate]) => rate > 0);
  return {
    vcpus: used.reduce((sum, [name, rate]) => sum + rate / carriedBy(1, name), 0),
    memoryGiB: connections / (FIGURES["app.webSockets"].perGiB ?? Number.POSITIVE_INFINITY),
    figures: [...used.map(([name]) => name), ...(connections > 0 ? (["app.webSockets"] as const) : [])],
  };
}

function assumptionsOf(tiers: readonly TierCapacity[]): readonly string[] {
  const names = [...new Set(tiers.flatMap(({ figures }) => figures))].sort();
  return names.map((name) => {
    const { perVcpu, perGiB, each, unit, basis, source, asOf } = FIGURES[name];
    const amount = perVcpu ?? perGiB ?? each;
    const per = perVcpu !== undefined ? " per vCPU" : perGiB !== undefined ? " per GiB" : "";
    return `${name}: ${amount?.toLocaleString("en-US")} ${unit}${per} (${basis}: ${source}, ${asOf}).`;
  });
}
