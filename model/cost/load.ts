import type { Plan, Urn } from "../plan";
import type { DataTransfer } from "./data-transfer";
import type { References } from "./references";
import type { UsageValues } from "./usage";

/** The load that a program is planned for. */
export interface DeclaredLoad {
  /** Requests a second, averaged over the month. */
  readonly requestsPerSecond: number;
  /** Share of requests that only read, 0 to 1. */
  readonly readShare: number;
  /** KiB of a response. */
  readonly payloadKiB: number;
  /** GiB of stored files and uploads. */
  readonly storedGiB: number;
}

export interface LoadUsage {
  /** Usage figures by URN, under infracost's usage-file keys. */
  readonly usage: { readonly [urn: Urn]: UsageValues };
  /** Data transfer of the program as a whole. */
  readonly dataTransfer: readonly DataTransfer[];
  /** What was assumed to get from the load to the figures, one sentence each. */
  readonly assumptions: readonly string[];
}

export function loadUsage(_plan: Plan, _load: DeclaredLoad, _references: References): LoadUsage {
  return { usage: {}, dataTransfer: [], assumptions: [] };
}
