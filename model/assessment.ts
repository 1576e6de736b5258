import type { Urn } from "./plan";

/** The requests of one kind that users or machines make, from an entry point to the data. */
export type FlowKind = "read" | "write" | "async" | "static";

/** survives: nobody notices. degrades: served, but slower or less. recovers: an outage that ends by itself. */
export type FailureOutcomeKind = "survives" | "degrades" | "recovers" | "needs-person" | "unknown";

/** What one failure does to one flow. */
export interface FailureOutcome {
  /** What fails: `member`, `zone`, `nat-gateway`, `database-primary`, `cache-node`, … */
  readonly kind: string;
  /** Which one: `zone:us-east-1a`, `member:<urn>`, `nat-gateway:<urn>`. */
  readonly domain: string;
  /** Name of the flow, such as `read via front`. */
  readonly flow: string;
  readonly flowKind: FlowKind;
  readonly outcome: FailureOutcomeKind;
  /** Expected seconds until requests are served again; 0 when they never stop, null when only a person ends it or unknown. */
  readonly recoverySeconds: number | null;
  /** Most seconds of acknowledged writes that can be lost; null when unknown. */
  readonly dataLossSeconds: number | null;
  /**
   * Share of serving capacity that is left, 0 to 1, in the tier that lost most; null when unknown. A standby that takes
   * over counts as full; what would only be started later does not count.
   */
  readonly capacityShare: number | null;
  /** The resources from the entry point to the one that decides the outcome. */
  readonly path: readonly Urn[];
  /** One sentence: why this outcome. */
  readonly reason: string;
  /** Where the recovery time or data loss comes from (AWS document and date); null when it follows from the plan alone. */
  readonly source: string | null;
}

/** What AWS's published service levels add up to for one flow: promises with credits, no measurement. */
export interface FlowAvailability {
  readonly flow: string;
  readonly flowKind: FlowKind;
  /** Share of a month, such as 0.9984. */
  readonly availability: number;
  /** Minutes of a month of 730 hours that the share leaves out. */
  readonly minutesPerMonth: number;
  /** The sum as it was done: `front 99.99 % × db 99.95 % = 99.94 %`. */
  readonly arithmetic: string;
  /** Tiers for which no published level was found; they count as never down. */
  readonly leftOut: readonly string[];
  /** Document and date of each figure. */
  readonly sources: readonly string[];
}

export type FindingKind =
  | "reachability"
  | "capacity"
  | "recovery"
  | "durability"
  | "detection"
  | "processing"
  | "deploy"
  | "security"
  | "refusal"
  | "cost";

export type Severity = "low" | "medium" | "high" | "critical";
export type EnforcementLevel = "advisory" | "mandatory";

/** A rule's verdict on one resource. */
export interface Finding {
  readonly rule: string;
  readonly kind: FindingKind;
  readonly level: EnforcementLevel;
  readonly severity: Severity;
  /** unknown: the plan cannot tell at preview; never counted as a violation. */
  readonly outcome: "violation" | "unknown" | "exempt";
  readonly urn: Urn;
  readonly message: string;
  readonly remediation: string;
  /** The failure that shows the fault, where one does. */
  readonly failure: { readonly kind: string; readonly domain: string } | null;
  readonly flow: string | null;
  /** USD per month that the fix adds, as a decimal string; null where not priced. */
  readonly fixCost: string | null;
}

/** One line of the monthly bill. Amounts are decimal strings in USD per month. */
export interface CostLine {
  readonly urn: Urn;
  /** What is billed, such as `NAT gateway hours`. */
  readonly item: string;
  readonly kind: "fixed" | "usage";
  /** What one unit is: `hours`, `GB-month`, `requests`. */
  readonly unit: string;
  /** Units per month; null when it depends on usage that nobody declared. */
  readonly quantity: string | null;
  /** How the quantity came about where that helps, such as `3 × 730 h`; null otherwise. */
  readonly quantityNote: string | null;
  /** USD per unit (of the first tier where tiered). */
  readonly unitPrice: string;
  /** USD per month; null when the quantity is. */
  readonly monthly: string | null;
  /** Key of the price in the table, with its source and date there. */
  readonly priceKey: string;
  readonly asOf: string;
}

export interface UnpricedResource {
  readonly urn: Urn;
  readonly type: string;
  /** Why there is no price: the type is not supported, an argument is unknown, the region has no sourced price. */
  readonly reason: string;
}

export interface CostReport {
  readonly currency: "USD";
  readonly region: string;
  /** Date of the price table. */
  readonly snapshotDate: string;
  readonly monthly: { readonly fixed: string; readonly usage: string; readonly total: string };
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly UnpricedResource[];
  /** Usage assumptions behind the quantities, one sentence each. */
  readonly assumptions: readonly string[];
}

/** A value that stands in for one that only AWS knows. */
export interface Assumption {
  /** What was asked, such as `aws:ec2/getAmi:getAmi`, or what was simulated, such as a remote component. */
  readonly subject: string;
  readonly urn: Urn | null;
  /** One sentence: what was assumed instead. */
  readonly note: string;
}
