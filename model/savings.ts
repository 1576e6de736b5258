import type { PeakLoad } from "./capacity";
import { assessCapacity } from "./capacity";
import { Bill, type EstimateOptions } from "./cost";
import type { Plan, PlannedResource, Urn } from "./plan";
import { buildTopology } from "./topology/build";
import { text } from "./value";

/** A change of one argument that makes a program cheaper and leaves what it survives and carries within its targets. */
export interface Saving {
  readonly urn: Urn;
  readonly argument: string;
  readonly from: string;
  readonly to: string;
  /** USD a month less, as a decimal string. */
  readonly usd: string;
}

/** Arguments that name a size, which no failure depends on. */
const SIZES: { readonly [type: string]: string } = {
  "aws:rds/instance:Instance": "instanceClass",
  "aws:elasticache/replicationGroup:ReplicationGroup": "nodeType",
  "aws:ec2/instance:Instance": "instanceType",
  "aws:ec2/launchTemplate:LaunchTemplate": "instanceType",
};
/** Burstable sizes below the smallest of the other families, then those families' own. */
const STEPS = [
  "t4g.micro",
  "t4g.small",
  "t4g.medium",
  "t4g.large",
  "m7g.large",
  "m7g.xlarge",
  "m7g.2xlarge",
  "m7g.4xlarge",
];
/** How full a tier may be in the busiest minute, with a zone gone. */
const FULL = 0.7;

/**
 * The one change that saves most, or null: each size is tried one step smaller that AWS offers, and taken only where no tier would be more
 * than 70 % full in the busiest minute with its largest zone gone. Sizes decide no failure, so what is survived stays.
 */
export function largestSaving(plan: Plan, peak: PeakLoad, options: EstimateOptions): Saving | null {
  const bill = new Bill(plan, options);
  const topology = buildTopology(plan);
  const today = new Map(assessCapacity(plan, peak, topology).tiers.map((tier) => [tier.urn, tier]));
  // Another tier may be as full as it was; the smaller one itself may not be full, whatever of it runs out first.
  const carries = (after: Plan, smaller: Urn): boolean =>
    assessCapacity(after, peak, topology).tiers.every((tier) => {
      const isAsBefore = tier.urn !== smaller && today.get(tier.urn)?.utilisation === tier.utilisation;
      return isAsBefore || (tier.utilisationWithoutZone ?? tier.utilisation) <= FULL;
    });
  const savings = plan.resources.flatMap((resource) => {
    const { urn, type, inputs } = resource;
    const argument = SIZES[type] ?? "";
    const from = text(inputs[argument]);
    for (const to of from === undefined ? [] : smallerThan(from)) {
      const smallerOne = { ...resource, inputs: { ...inputs, [argument]: to } };
      const { usd, unpriced } = bill.change([smallerOne]);
      // A size that AWS does not offer has no price: leaving it out of the bill would save the whole of it.
      if (unpriced > 0) continue;
      if (from === undefined || usd.gte(0) || !carries(withResource(plan, smallerOne), urn)) return [];
      return [{ urn, argument, from, to, usd: usd.times(-1).round(2).toFixed(2) }];
    }
    return [];
  });
  return savings.sort((a, b) => Number(b.usd) - Number(a.usd))[0] ?? null;
}

function withResource(plan: Plan, other: PlannedResource): Plan {
  return { ...plan, resources: plan.resources.map((each) => (each.urn === other.urn ? other : each)) };
}

/** `db.m7g.large`, `db.t4g.large` and so on for `db.m7g.xlarge`: the next smaller size first. */
function smallerThan(type: string): readonly string[] {
  const prefix = /^(db|cache)\./.exec(type)?.[0] ?? "";
  const index = STEPS.indexOf(type.slice(prefix.length));
  return STEPS.slice(0, Math.max(0, index))
    .reverse()
    .map((step) => `${prefix}${step}`);
}
