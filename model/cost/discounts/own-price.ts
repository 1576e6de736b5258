import Big from "big.js";
import { type Price, SNAPSHOT_DATE } from "../prices/table";

/** What an account pays instead of the list price. */
export interface Discounts {
  /** Percent off by service: the first part of a price key, such as `ec2` or `nat_gateway`. */
  readonly percent: { readonly [service: string]: string };
  /** USD per unit of a price key, in every region. */
  readonly prices: { readonly [key: string]: string };
  /** The same for one region, which goes before. */
  readonly byRegion: { readonly [region: string]: { readonly [key: string]: string } };
}

/** The service that a price key belongs to: its first part. */
export function serviceOf(key: string): string {
  return key.split(".")[0] ?? key;
}

/** The price that the account pays: its own where it has one, else the list's less the discount of the service. */
export function ownPrice(
  discounts: Discounts,
  key: string,
  region: string,
  listed: Price | undefined,
): Price | undefined {
  const own = discounts.byRegion[region]?.[key] ?? discounts.prices[key];
  if (own !== undefined) {
    const unit = listed?.unit ?? "unit";
    return { key, unit, usd: own, source: "declared", asOf: SNAPSHOT_DATE, confidence: "A" };
  }
  const percent = discounts.percent[serviceOf(key)];
  if (percent === undefined || listed === undefined) return listed;
  const less = (usd: string): string => new Big(usd).times(new Big(100).minus(percent)).div(100).toFixed();
  const tiers = listed.tiers?.map((tier) => ({ ...tier, usd: less(tier.usd) }));
  return { ...listed, usd: less(listed.usd), ...(tiers === undefined ? {} : { tiers }) };
}
