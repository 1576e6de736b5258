import Big from "big.js";
import type { Price, Tier } from "./prices/table";

/** What one tier of a price takes of a quantity. Quantities are in the price's own unit. */
interface TierShare {
  /** Position of the tier in the price, from 0. */
  readonly tier: Tier;
  readonly quantity: Big;
  /** USD per unit. */
  readonly usd: Big;
}

export interface TierSplit {
  readonly shares: readonly TierShare[];
  /** Units above the last tier that has a sourced price. */
  readonly beyond: Big;
}

export interface TierRules {
  /** Leading tiers at 0 USD are free of charge; otherwise the first paid tier starts at 0. */
  readonly free: boolean;
  /** Units that other resources of the account have used up already: AWS counts tiers per account. */
  readonly used: Big;
}

/** The price's tiers as they are billed: one without end where the price is flat. */
export function billedTiers(price: Price, free: boolean): readonly Tier[] {
  const tiers = price.tiers ?? [{ from: "0", to: null, usd: price.usd }];
  if (free) return tiers;
  const paid = tiers.filter((tier) => !new Big(tier.usd).eq(0));
  const [first, ...rest] = paid;
  return first === undefined ? tiers : [{ ...first, from: "0" }, ...rest];
}

/** Cuts a quantity into the tiers of a graduated price. What lies above the last sourced tier is not extrapolated. */
export function splitIntoTiers(price: Price, quantity: Big, rules: TierRules): TierSplit {
  const start = rules.used;
  const end = start.plus(quantity);
  const tiers = billedTiers(price, rules.free);
  const shares = tiers.flatMap((tier) => {
    const from = max(new Big(tier.from), start);
    const to = tier.to === null ? end : min(new Big(tier.to), end);
    return to.gt(from) ? [{ tier, quantity: to.minus(from), usd: new Big(tier.usd) }] : [];
  });
  const covered = shares.reduce((sum, share) => sum.plus(share.quantity), new Big(0));
  return { shares, beyond: quantity.minus(covered) };
}

function max(a: Big, b: Big): Big {
  return a.gt(b) ? a : b;
}

function min(a: Big, b: Big): Big {
  return a.lt(b) ? a : b;
}
