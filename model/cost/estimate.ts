import Big from "big.js";
import type { CostLine, CostReport } from "../assessment";
import type { Plan, Urn } from "../plan";
import { gap } from "./charge";
import { dataTransferCharges } from "./data-transfer";
import { derivedUsage, type Item, itemOf } from "./items";
import { Ledger } from "./ledger";
import type { LoadUsage } from "./load";
import { opaqueComponents } from "./opaque";
import type { EstimateOptions } from "./options";
import { SNAPSHOT_DATE, UNKNOWN_REGION } from "./prices/table";
import { References } from "./references";

/** What a plan costs a month, line by line; what has no price is named, never counted as 0. */
export function estimateCost(plan: Plan, options: EstimateOptions = {}): CostReport {
  const references = new References(plan);
  const derived = derivedUsage(references, options.usage);
  const ledger = new Ledger(options);
  ledger.assumptions.push(...derived.assumptions);
  for (const resource of plan.resources) {
    const item = itemOf(resource, references, derived, options);
    if (item !== undefined) ledger.enter(item);
  }
  for (const component of opaqueComponents(plan)) {
    const unseen = gap("what this component makes is not known at preview");
    ledger.enter({ billed: component, region: UNKNOWN_REGION, components: [unseen] });
  }
  for (const item of transferItems(plan, derived, options)) ledger.enter(item);
  return report(plan, ledger);
}

/** Data transfer of the program as a whole: what the load gives, and what is declared. */
export function transferItems(plan: Plan, derived: LoadUsage, options: EstimateOptions): readonly Item[] {
  const billed = { urn: stackUrn(plan), type: "pulumi:pulumi:Stack" };
  return [...derived.dataTransfer, ...(options.dataTransfer ?? [])].map((transfer) => ({
    billed,
    region: transfer.region,
    components: dataTransferCharges(transfer),
  }));
}

/** The stack itself: what a program is billed for as a whole stands on it. */
function stackUrn(plan: Plan): Urn {
  const stack = plan.resources.find((resource) => resource.type === "pulumi:pulumi:Stack");
  return stack?.urn ?? `urn:pulumi:${plan.stack}::${plan.project}::pulumi:pulumi:Stack::${plan.project}-${plan.stack}`;
}

function report(plan: Plan, { lines, unpriced, assumptions }: Ledger): CostReport {
  const sum = (kind: CostLine["kind"]): Big => sumOf(lines.filter((line) => line.kind === kind));
  const [fixed, usage] = [sum("fixed"), sum("usage")];
  return {
    currency: "USD",
    region: plan.region ?? "unknown",
    snapshotDate: SNAPSHOT_DATE,
    monthly: { fixed: fixed.toFixed(), usage: usage.toFixed(), total: fixed.plus(usage).toFixed() },
    lines: mostExpensiveFirst(lines),
    unpriced,
    assumptions,
  };
}

/** What lines come to, in USD a month; open ones count nothing. */
export function sumOf(lines: readonly CostLine[]): Big {
  return lines.reduce((total, { monthly }) => (monthly === null ? total : total.plus(monthly)), new Big(0));
}

/** By amount; open lines last, otherwise in the order of the plan. */
function mostExpensiveFirst(lines: readonly CostLine[]): readonly CostLine[] {
  const amount = (line: CostLine): number => (line.monthly === null ? -1 : Number(line.monthly));
  return [...lines].sort((a, b) => amount(b) - amount(a));
}
