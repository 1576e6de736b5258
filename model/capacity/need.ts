import type { Tier, Topology } from "../topology/topology";
import { type Demand, isDatabase } from "./demand";
import { carriedBy, FIGURES, type FigureName } from "./figures";
import type { MachineSize } from "./machine-size";

/** vCPUs and memory that a demand takes. */
export interface Need {
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly figures: readonly FigureName[];
}

/** What a tier's demand takes of the machines it runs on. */
export function needOf(tier: Tier, demand: Demand, topology: Topology): Need {
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

/** Members of a size that a need fills, in parts of one. */
export function membersNeeded({ vcpus, memoryGiB }: Need, size: MachineSize): number {
  return Math.max(vcpus / size.vcpus, memoryGiB / size.memoryGiB);
}
