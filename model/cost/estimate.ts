import Big from "big.js";
import type { CostLine, CostReport, UnpricedResource } from "../assessment";
import type { Plan, PlannedResource, Urn } from "../plan";
import { assume, type Charge, type Component, duringHours, gap, isCharge } from "./charge";
import type { PricingContext } from "./context";
import { type DataTransfer, dataTransferCharges } from "./data-transfer";
import type { Discounts } from "./discounts/own-price";
import { FREE_TYPES, isOutsideAws } from "./free";
import { chargeLines, type TierPools } from "./lines";
import { type DeclaredLoad, type LoadUsage, loadUsage } from "./load";
import { opaqueComponents } from "./opaque";
import { SNAPSHOT_DATE, UNKNOWN_REGION } from "./prices/table";
import { References } from "./references";
import { PRICERS } from "./resources";
import { INSTANCE } from "./resources/types";
import { mergedUsage, Usage, type UsageValues } from "./usage";

export interface EstimateOptions {
  /** The load that the program is planned for; without it, usage lines stay open. */
  readonly usage?: DeclaredLoad;
  /** Usage figures by URN under infracost's usage-file keys; they go before those derived from the load. */
  readonly resourceUsage?: { readonly [urn: Urn]: UsageValues };
  /** Data transfer that belongs to no single resource, by region. */
  readonly dataTransfer?: readonly DataTransfer[];
  /** Counts the free units that a price list itself contains, such as DynamoDB's first 25 GB. Off by default. */
  readonly freeTier?: boolean;
  /** What this account pays less than the list, or otherwise. */
  readonly discounts?: Discounts;
  /** Bills what infracost bills and nothing else, to compare with it. Off by default. */
  readonly comparable?: "infracost";
}

/** What a plan costs a month, line by line; what has no price is named, never counted as 0. */
export function estimateCost(plan: Plan, options: EstimateOptions = {}): CostReport {
  const references = new References(plan);
  const derived = options.usage === undefined ? NO_LOAD : loadUsage(plan, options.usage, references);
  const ledger: Ledger = { lines: [], unpriced: [], assumptions: [...derived.assumptions], pools: new Map(), options };
  for (const resource of plan.resources) {
    if (!isBilled(resource)) continue;
    const region = references.regionOf(resource) ?? UNKNOWN_REGION;
    const declared = options.resourceUsage?.[resource.urn] ?? {};
    const usage = new Usage(mergedUsage(derived.usage[resource.urn] ?? {}, declared));
    const billed = [...components(contextOf(resource, region, usage, references), resource), ...reservation(usage)];
    const hours = options.comparable === "infracost" && resource.type !== INSTANCE ? null : usage.number("monthly_hrs");
    enter(ledger, resource, region, hours === null ? billed : billed.map((each) => duringHours(each, hours)));
  }
  for (const component of opaqueComponents(plan)) {
    enter(ledger, component, UNKNOWN_REGION, [gap("what this component makes is not known at preview")]);
  }
  for (const transfer of [...derived.dataTransfer, ...(options.dataTransfer ?? [])]) {
    enter(ledger, { urn: stackUrn(plan), type: "pulumi:pulumi:Stack" }, transfer.region, dataTransferCharges(transfer));
  }
  return report(plan, ledger);
}

const NO_LOAD: LoadUsage = { usage: {}, dataTransfer: [], assumptions: [] };

function components(context: PricingContext, resource: PlannedResource): readonly Component[] {
  return PRICERS[resource.type]?.(resource, context) ?? [gap("this type of resource is not priced yet")];
}

/** A usage file may say that something is reserved; no source gives such prices. */
function reservation(usage: Usage): readonly Component[] {
  const term = usage.text("reserved_instance_term") ?? "";
  if (term === "") return [];
  return [
    assume(`reserved for ${term}, which has no sourced price: billed on demand; give your own price with --discounts`),
  ];
}

/** The stack itself: what a program is billed for as a whole stands on it. */
function stackUrn(plan: Plan): Urn {
  const stack = plan.resources.find((resource) => resource.type === "pulumi:pulumi:Stack");
  return stack?.urn ?? `urn:pulumi:${plan.stack}::${plan.project}::pulumi:pulumi:Stack::${plan.project}-${plan.stack}`;
}

/** Resources that AWS could bill: made by a provider of AWS, and not of a type known to be free. */
function isBilled(resource: PlannedResource): boolean {
  if (!resource.custom || resource.external === true || resource.op === "delete" || resource.op === "read")
    return false;
  return !isOutsideAws(resource.type) && !FREE_TYPES.has(resource.type);
}

function contextOf(resource: PlannedResource, region: string, usage: Usage, references: References): PricingContext {
  return {
    region,
    usage,
    referenced: (property, ...types) => references.referenced(resource, property, types),
    referrers: (...types) => references.referrers(resource, types),
    of: (other) => contextOf(other, references.regionOf(other) ?? region, usage, references),
  };
}

function isCounted(component: Component, { comparable }: EstimateOptions): boolean {
  if ("assumption" in component) return true;
  if (comparable === "infracost") return component.beyondInfracost !== true;
  return !isCharge(component) || component.onlyInfracost !== true;
}

/** The bill as it is written. */
interface Ledger {
  readonly lines: CostLine[];
  readonly unpriced: UnpricedResource[];
  readonly assumptions: string[];
  readonly pools: TierPools;
  readonly options: EstimateOptions;
}

type Billed = Pick<PlannedResource, "urn" | "type">;

function enter(ledger: Ledger, billed: Billed, region: string, charges: readonly Component[]): void {
  for (const component of charges.filter((each) => isCounted(each, ledger.options))) {
    if ("gap" in component) ledger.unpriced.push({ urn: billed.urn, type: billed.type, reason: component.gap });
    else if ("assumption" in component) ledger.assumptions.push(`${nameOf(billed.urn)}: ${component.assumption}.`);
    else enterCharge(ledger, billed, component.region ?? region, component);
  }
}

function nameOf(urn: Urn): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function enterCharge(ledger: Ledger, { urn, type }: Billed, region: string, charge: Charge): void {
  const { pools, options } = ledger;
  const rules = {
    freeTier: options.freeTier ?? false,
    discounts: options.discounts,
    likeInfracost: options.comparable === "infracost",
  };
  const priced = chargeLines(charge, urn, region, pools, rules);
  ledger.lines.push(...priced.lines);
  if (priced.gap !== undefined) ledger.unpriced.push({ urn, type, reason: `${charge.item}: ${priced.gap}` });
}

function report(plan: Plan, { lines, unpriced, assumptions }: Ledger): CostReport {
  const sum = (kind: CostLine["kind"]): Big =>
    lines.filter((line) => line.kind === kind).reduce((total, line) => total.plus(line.monthly ?? 0), new Big(0));
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

/** By amount; open lines last, otherwise in the order of the plan. */
function mostExpensiveFirst(lines: readonly CostLine[]): readonly CostLine[] {
  const amount = (line: CostLine): number => (line.monthly === null ? -1 : Number(line.monthly));
  return [...lines].sort((a, b) => amount(b) - amount(a));
}
