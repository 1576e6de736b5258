import type { UsageValues } from "../../../../model/cost";
import type { PropertyMap } from "../../../../model/value";

/** A resource with arguments or usage that no golden case has. Amounts are worked out from AWS's price lists by hand. */
export interface Variant {
  readonly title: string;
  readonly type: string;
  readonly inputs?: PropertyMap;
  readonly usage?: UsageValues;
  readonly region?: string;
  /** USD per month of every line that has an amount. */
  readonly usd: { readonly [item: string]: number };
  /** Where infracost's model differs from AWS's bill. */
  readonly infracost?: { readonly [item: string]: number };
}

/** Hours of a month. */
export const HOURS = 730;
