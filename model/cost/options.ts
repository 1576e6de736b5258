import type { Urn } from "../plan";
import type { DataTransfer } from "./data-transfer";
import type { Discounts } from "./discounts/own-price";
import type { DeclaredLoad } from "./load";
import type { UsageValues } from "./usage";

/** What an estimate takes into account besides the plan. */
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
