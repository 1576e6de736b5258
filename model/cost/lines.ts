import Big from "big.js";
import type { CostLine } from "../assessment";
import type { Urn } from "../plan";
import type { Charge } from "./charge";
import { type Discounts, ownPrice } from "./discounts/own-price";
import { findPrice, noPriceReason, type Price, type Tier } from "./prices/table";
import { tierName } from "./tier-name";
import { billedTiers, splitIntoTiers } from "./tiers";

/** Units used so far per price and region: AWS counts graduated tiers over the whole account. */
export type TierPools = Map<string, Big>;

/** Places after the point that a line's amount is kept to; sums of lines are exact at that precision. */
const PLACES = 6;

export interface PricedCharge {
  readonly lines: readonly CostLine[];
  /** Why the charge, or a part of its quantity, has no price. */
  readonly gap?: string;
}

/** What holds for every price of a bill. */
export interface PriceRules {
  /** Free units that the price list itself contains are not billed. */
  readonly freeTier: boolean;
  readonly discounts?: Discounts | undefined;
  /**
   * As infracost has it: the first paid tier holds for any quantity of a charge that does not name its tiers, and what
   * depends on no usage may still count as usage.
   */
  readonly likeInfracost?: boolean;
}

/** The bill's lines for one charge: one per tier it reaches. */
export function chargeLines(
  listedCharge: Charge,
  urn: Urn,
  region: string,
  pools: TierPools,
  { freeTier, discounts, likeInfracost }: PriceRules,
): PricedCharge {
  const charge = likeInfracost === true ? asInfracost(listedCharge) : listedCharge;
  const listed = typeof charge.price === "string" ? findPrice(charge.price, region) : charge.price;
  const key = typeof charge.price === "string" ? charge.price : charge.price.key;
  const own = discounts === undefined ? listed : ownPrice(discounts, key, region, listed);
  const price = likeInfracost === true && charge.namedTiers !== true ? flat(own) : own;
  if (price === undefined) {
    const neverBilled = charge.onlyInfracost === true && charge.quantity === null;
    return neverBilled ? { lines: [] } : { lines: [], gap: noPriceReason(key, region) };
  }
  const free = charge.alwaysFree === true || freeTier;
  const tiers = billedTiers(price, free);
  if (charge.quantity === null) return { lines: [openLine(charge, price, urn, tiers[0])] };

  const pool = `${price.key}@${region}`;
  const used = pools.get(pool) ?? new Big(0);
  const quantity = charge.quantity.times(charge.per);
  const split = splitIntoTiers(price, quantity, { free, used });
  if (price.tiers !== undefined) pools.set(pool, used.plus(quantity));

  const shares = split.shares.length > 0 ? split.shares : firstTier(tiers, split.beyond);
  const lines = shares.map(({ tier, quantity: share, usd }) =>
    line(charge, price, urn, tier, { quantity: share.div(charge.per), usd, only: shares.length === 1 }),
  );
  if (split.beyond.lte(0)) return { lines };
  return {
    lines,
    gap: `the price above the last sourced tier (${tierName(tiers.at(-1) ?? { from: "0", to: null, usd: "0" }, price.unit)}) is not in the table`,
  };
}

function asInfracost(charge: Charge): Charge {
  return charge.quantity === null ? charge : { ...charge, kind: charge.infracostKind ?? charge.kind };
}

function flat(price: Price | undefined): Price | undefined {
  if (price?.tiers === undefined) return price;
  const { tiers: _, ...rest } = price;
  return rest;
}

/** A quantity of 0 still shows a line, so that a declared 0 is told apart from something forgotten. */
function firstTier(tiers: readonly Tier[], beyond: Big) {
  const first = tiers[0];
  return first === undefined || beyond.gt(0) ? [] : [{ tier: first, quantity: new Big(0), usd: new Big(first.usd) }];
}

interface Share {
  readonly quantity: Big;
  readonly usd: Big;
  readonly only: boolean;
}

function line(charge: Charge, price: Price, urn: Urn, tier: Tier, share: Share): CostLine {
  const unitPrice = share.usd.times(charge.per);
  return {
    ...common(charge, price, urn, tier),
    quantity: trimmed(share.quantity),
    quantityNote: share.only ? (charge.note ?? null) : null,
    unitPrice: trimmed(unitPrice),
    monthly: share.quantity.times(unitPrice).round(PLACES).toFixed(),
  };
}

function openLine(charge: Charge, price: Price, urn: Urn, tier: Tier | undefined): CostLine {
  const usd = new Big(tier?.usd ?? price.usd);
  return {
    ...common(charge, price, urn, tier),
    quantity: null,
    quantityNote: null,
    unitPrice: trimmed(usd.times(charge.per)),
    monthly: null,
  };
}

function common(charge: Charge, price: Price, urn: Urn, tier: Tier | undefined) {
  const later = tier !== undefined && !new Big(tier.from).eq(0);
  const name =
    tier !== undefined && price.tiers !== undefined && (charge.namedTiers === true || later)
      ? tierName(tier, price.unit)
      : "";
  return {
    urn,
    item: name === "" ? charge.item : `${charge.item} (${name})`,
    kind: charge.kind,
    unit: charge.unit,
    priceKey: price.key,
    asOf: price.asOf,
  };
}

/** Decimal text without trailing zeros or an exponent. */
function trimmed(value: Big): string {
  return value.round(12).toFixed();
}
