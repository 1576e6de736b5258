import Big from "big.js";
import type { CostLine, CostReport, UnpricedResource } from "../assessment";
import type { Plan, PlannedResource, Urn } from "../plan";
import type { Charge, Component } from "./charge";
import type { PricingContext } from "./context";
import { FREE_TYPES, isOutsideAws } from "./free";
import { chargeLines, type TierPools } from "./lines";
import { type DeclaredLoad, loadUsage } from "./load";
import { noPriceReason, SNAPSHOT_DATE } from "./prices/table";
import { References } from "./references";
import { PRICERS } from "./resources";
import { Usage, type UsageValues } from "./usage";

export interface EstimateOptions {
  /** The load that the program is planned for; without it, usage lines stay open. */
  readonly usage?: DeclaredLoad;
  /** Usage figures by URN under infracost's usage-file keys; they go before those derived from the load. */
  readonly resourceUsage?: { readonly [urn: Urn]: UsageValues };
  /** Counts the free units that a price list itself contains, such as DynamoDB's first 25 GB. Off by default. */
  readonly freeTier?: boolean;
  /** Bills what infracost bills and nothing else, to compare with it. Off by default. */
  readonly comparable?: "infracost";
}

/** What a plan costs a month, line by line; what has no price is named, never counted as 0. */
export function estimateCost(plan: Plan, options: EstimateOptions = {}): CostReport {
  const references = new References(plan);
  const derived = options.usage === undefined ? undefined : loadUsage(plan, options.usage, references);
  const lines: CostLine[] = [];
  const unpriced: UnpricedResource[] = [];
  const pools: TierPools = new Map();

  for (const resource of plan.resources) {
    if (!isBilled(resource)) continue;
    const pricer = PRICERS[resource.type];
    if (pricer === undefined) {
      unpriced.push({ urn: resource.urn, type: resource.type, reason: "this type of resource is not priced yet" });
      continue;
    }
    const region = references.regionOf(resource);
    if (region === null) {
      unpriced.push({ urn: resource.urn, type: resource.type, reason: "its region is not known: set `aws:region`" });
      continue;
    }
    const usage = { ...derived?.usage[resource.urn], ...options.resourceUsage?.[resource.urn] };
    const context = contextOf(resource, region, new Usage(usage), references);
    for (const component of pricer(resource, context).filter((each) => isCounted(each, options))) {
      if ("gap" in component) unpriced.push({ urn: resource.urn, type: resource.type, reason: component.gap });
      else addLines(component, resource, region, { lines, unpriced, pools, freeTier: options.freeTier ?? false });
    }
  }
  return report(plan, lines, unpriced, derived?.assumptions ?? []);
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
    of: (other) => contextOf(other, region, usage, references),
  };
}

function isCounted(component: Component, { comparable }: EstimateOptions): boolean {
  if ("gap" in component) return true;
  return comparable === "infracost" ? component.beyondInfracost !== true : component.onlyInfracost !== true;
}

interface Ledger {
  readonly lines: CostLine[];
  readonly unpriced: UnpricedResource[];
  readonly pools: TierPools;
  readonly freeTier: boolean;
}

function addLines(charge: Charge, resource: PlannedResource, region: string, ledger: Ledger): void {
  const at = charge.region ?? region;
  const { urn, type } = resource;
  const priced = chargeLines(charge, urn, at, ledger.pools, ledger.freeTier);
  if (priced === undefined) {
    const key = typeof charge.price === "string" ? charge.price : charge.price.key;
    ledger.unpriced.push({ urn, type, reason: `${charge.item}: ${noPriceReason(key, at)}` });
    return;
  }
  ledger.lines.push(...priced.lines);
  if (priced.gap !== undefined) ledger.unpriced.push({ urn, type, reason: `${charge.item}: ${priced.gap}` });
}

function report(
  plan: Plan,
  lines: readonly CostLine[],
  unpriced: readonly UnpricedResource[],
  assumptions: readonly string[],
): CostReport {
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
