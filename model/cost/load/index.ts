import type { Plan, Urn } from "../../plan";
import type { DataTransfer } from "../data-transfer";
import type { References } from "../references";
import type { UsageValues } from "../usage";
import { loadBalancing } from "./balancing";
import { betweenZones, logged, queued, stored } from "./behind";
import { type DeclaredLoad, type Derived, type LoadedPlan, NOTHING } from "./declared";
import { countedRequests, outOfTheRegion, throughDistributions } from "./entrance";

export type { DeclaredLoad } from "./declared";

export interface LoadUsage {
  /** Usage figures by URN, under infracost's usage-file keys. */
  readonly usage: { readonly [urn: Urn]: UsageValues };
  /** Data transfer of the program as a whole. */
  readonly dataTransfer: readonly DataTransfer[];
  /** What was assumed to get from the load to the figures, one sentence each. */
  readonly assumptions: readonly string[];
}

const DERIVATIONS: readonly ((loaded: LoadedPlan) => Derived)[] = [
  throughDistributions,
  outOfTheRegion,
  countedRequests,
  loadBalancing,
  queued,
  stored,
  logged,
  betweenZones,
];

/**
 * Usage figures that a declared load gives for this plan. Only what follows from the plan's own shape is derived;
 * what would need a guess (NAT traffic, DNS queries, backups, calls to keys and secrets) stays open.
 */
export function loadUsage(plan: Plan, load: DeclaredLoad, references: References): LoadUsage {
  const loaded: LoadedPlan = {
    plan,
    load,
    references,
    all: (...types) =>
      plan.resources.filter((each) => types.includes(each.type) && each.op !== "delete" && each.external !== true),
  };
  const derived = DERIVATIONS.map((derive) => derive(loaded)).filter((each) => each !== NOTHING);
  return {
    usage: Object.assign({}, ...derived.map((each) => each.usage ?? {})) as LoadUsage["usage"],
    dataTransfer: derived.flatMap((each) => each.dataTransfer ?? []),
    assumptions: [
      `The load is ${load.requestsPerSecond} requests a second on average, ${Math.round(load.readShare * 100)} % of them reads.`,
      ...derived.flatMap((each) => each.assumptions),
    ],
  };
}
