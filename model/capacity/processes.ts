import type { Urn } from "../plan";
import type { PlanIndex } from "../topology/plan-index";
import type { Tier, Topology } from "../topology/topology";
import type { Demand } from "./demand";
import { each } from "./limit-share";
import type { PeakLoad } from "./load";
import { membersOf } from "./members";
import { membersNeeded, needOf } from "./need";

const PROGRAMS = ["server", "service"];

/** What limits are reckoned from. */
export interface Reaching {
  readonly demand: ReadonlyMap<Urn, Demand>;
  readonly topology: Topology;
  readonly index: PlanIndex;
  readonly load: PeakLoad;
}

/** Processes of a program that its demand takes; none where its size is not known. */
export function processesOf(tier: Tier, { demand, topology, index }: Reaching): number {
  const reaching = demand.get(tier.urn);
  if (reaching === undefined) return 0;
  if (tier.kind === "function") return executing(reaching.reads + reaching.writes + reaching.messages);
  const members = PROGRAMS.includes(tier.kind) ? membersOf(tier, index) : undefined;
  return members === undefined ? 0 : membersNeeded(needOf(tier, reaching, topology), members.size);
}

/** Processes of all programs that send requests to a tier. */
export function processesCalling(tier: Tier, reaching: Reaching): number {
  const { edges, tiers } = reaching.topology;
  const callers = new Set(
    edges.filter(({ to, kind }) => to === tier.urn && kind === "request").map(({ from }) => from),
  );
  return sum([...callers].map((urn) => tiers.get(urn)).map((caller) => (caller ? processesOf(caller, reaching) : 0)));
}

/** Executions of a function at a time. */
export function executing(perSecond: number): number {
  return perSecond * each("function.seconds");
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
