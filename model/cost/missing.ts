import type { UnpricedResource } from "../assessment";

/** Everything that lacks a price for the same reason. */
export interface MissingPrice {
  readonly reason: string;
  readonly resources: readonly UnpricedResource[];
}

/** The unpriced parts of a bill by reason, so that a price missing in a region is told once and not by each resource. */
export function missingPrices(unpriced: readonly UnpricedResource[]): readonly MissingPrice[] {
  const byReason = new Map<string, UnpricedResource[]>();
  for (const each of unpriced) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  return [...byReason]
    .map(([reason, resources]) => ({ reason, resources }))
    .sort((a, b) => b.resources.length - a.resources.length);
}
