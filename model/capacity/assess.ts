import type { Plan } from "../plan";
import { buildTopology } from "../topology/build";
import { PlanIndex } from "../topology/plan-index";
import type { Tier, Topology } from "../topology/topology";
import { type Demand, demandOf, isDatabase } from "./demand";
import { FIGURES, type FigureName } from "./figures";
import { gatewayCapacity } from "./gateways";
import { limitsOf } from "./limits";
import type { PeakLoad } from "./load";
import { type Members, membersOf } from "./members";
import { membersNeeded, needOf } from "./need";
import type { Reaching } from "./processes";
import { accountQuotas } from "./quotas";
import type { CapacityReport, TierCapacity } from "./report";

/** Compares what reaches each tier with what it carries; sizes change nothing of a plan's topology. */
export function assessCapacity(plan: Plan, load: PeakLoad, topology = buildTopology(plan)): CapacityReport {
  const index = new PlanIndex(plan);
  const reaching = { demand: demandOf(topology, load), topology, index, load };
  const loaded = [...reaching.demand].flatMap(([urn, demand]) => {
    const tier = topology.tiers.get(urn);
    return tier === undefined ? [] : (tierCapacity(tier, demand, reaching) ?? []);
  });
  const tiers = [...loaded, ...gatewayCapacity(reaching)].sort((a, b) => b.utilisationAtMost - a.utilisationAtMost);
  const [first] = tiers;
  const quotas = accountQuotas(topology, index);
  return {
    peakRps: load.peakRps,
    tiers,
    bottleneck:
      first === undefined || first.utilisationAtMost === 0
        ? null
        : { urn: first.urn, by: first.fullest, atRps: load.peakRps / first.utilisationAtMost },
    quotas,
    assumptions: assumptionsOf([...tiers.flatMap(({ figures }) => figures), ...quotas.map(({ figure }) => figure)]),
  };
}

/** How full a tier is: by the fuller of its machines and of what AWS limits about it. Nothing where neither is known. */
function tierCapacity(tier: Tier, demand: Demand, reaching: Reaching): TierCapacity | undefined {
  const machines = machineCapacity(tier, demand, reaching);
  const limits = limitsOf(tier, demand, reaching);
  const [tightest] = [...limits].sort((a, b) => b.share - a.share);
  const limited = tightest?.share ?? 0;
  if (machines === undefined && tightest === undefined) return undefined;
  const atMost = machines?.atMost ?? 0;
  return {
    urn: tier.urn,
    members: machines?.members ?? null,
    demand: total(demand),
    utilisation: Math.max(machines?.today ?? 0, limited),
    utilisationWithoutZone: machines?.withoutZone === null ? null : Math.max(machines?.withoutZone ?? 0, limited),
    utilisationAtMost: Math.max(atMost, limited),
    fullest: tightest !== undefined && limited > atMost ? tightest.of : null,
    figures: [...(machines?.figures ?? []), ...limits.flatMap(({ figures }) => figures)],
  };
}

interface Machines {
  readonly members: TierCapacity["members"];
  readonly today: number;
  readonly withoutZone: number | null;
  readonly atMost: number;
  readonly figures: readonly FigureName[];
}

function machineCapacity(tier: Tier, demand: Demand, { topology, index }: Reaching): Machines | undefined {
  const members = membersOf(tier, index);
  if (members === undefined || members.least === 0) return undefined;
  const need = needOf(tier, demand, topology);
  const full = (count: number): number => membersNeeded(need, members.size) / count;
  const left = membersWithoutZone(tier, members.least, topology);
  return {
    members: { least: members.least, most: members.most, size: members.shown },
    today: full(serving(tier, members)),
    withoutZone: left === 0 ? null : full(left),
    atMost: full(isDatabase(tier) ? 1 : members.most),
    figures: need.figures,
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

/** Made once: each takes longer than all that it formats. */
const THOUSANDS = new Intl.NumberFormat("en-US");

function assumptionsOf(figures: readonly FigureName[]): readonly string[] {
  return [...new Set(figures)].sort().map((name) => {
    const { perVcpu, perGiB, each, unit, basis, source, asOf } = FIGURES[name];
    const amount = perVcpu ?? perGiB ?? each;
    const per = perVcpu !== undefined ? " per vCPU" : perGiB !== undefined ? " per GiB" : "";
    const figure = amount === undefined ? unit : `${THOUSANDS.format(amount)} ${unit}`;
    return `${name}: ${figure}${per} (${basis}: ${source}, ${asOf}).`;
  });
}
