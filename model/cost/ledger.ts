import type { CostLine, UnpricedResource } from "../assessment";
import type { Urn } from "../plan";
import { type Charge, type Component, isCharge } from "./charge";
import type { Item } from "./items";
import { chargeLines, type TierPools } from "./lines";
import type { EstimateOptions } from "./options";

/** The bill as it is written. */
export class Ledger {
  readonly lines: CostLine[] = [];
  readonly unpriced: UnpricedResource[] = [];
  readonly assumptions: string[] = [];

  /** @param pools what is used of graduated prices before the first item */
  constructor(
    readonly options: EstimateOptions,
    readonly pools: TierPools = new Map(),
  ) {}

  enter({ billed, region, components }: Item): void {
    for (const component of components) {
      if (!isCounted(component, this.options)) continue;
      if ("gap" in component) {
        this.unpriced.push({ urn: billed.urn, type: billed.type, reason: component.gap });
      } else if ("assumption" in component) {
        this.assumptions.push(`${nameOf(billed.urn)}: ${component.assumption}.`);
      } else {
        this.#charge(billed, component.region ?? region, component);
      }
    }
  }

  #charge({ urn, type }: Item["billed"], region: string, charge: Charge): void {
    const rules = {
      freeTier: this.options.freeTier ?? false,
      discounts: this.options.discounts,
      likeInfracost: this.options.comparable === "infracost",
    };
    const priced = chargeLines(charge, urn, region, this.pools, rules);
    this.lines.push(...priced.lines);
    if (priced.gap !== undefined) this.unpriced.push({ urn, type, reason: `${charge.item}: ${priced.gap}` });
  }
}

function isCounted(component: Component, { comparable }: EstimateOptions): boolean {
  if ("assumption" in component) return true;
  if (comparable === "infracost") return component.beyondInfracost !== true;
  return !isCharge(component) || component.onlyInfracost !== true;
}

function nameOf(urn: Urn): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
