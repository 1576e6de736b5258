import Big from "big.js";
import type { Plan, PlannedResource, Urn } from "../../plan";
import { HOURS_PER_MONTH } from "../charge";
import type { DataTransfer } from "../data-transfer";
import type { References } from "../references";
import type { UsageValues } from "../usage";

/** The load that a program is planned for. */
export interface DeclaredLoad {
  /** Requests a second, averaged over the month. */
  readonly requestsPerSecond: number;
  /** Share of requests that only read, 0 to 1. */
  readonly readShare: number;
  /** KiB that a request moves: its answer, or what it sends where it writes. */
  readonly payloadKiB: number;
  /** GiB of stored files and uploads. */
  readonly storedGiB: number;
}

/** Usage figures that follow from the load, with the assumption behind them. */
export interface Derived {
  readonly usage?: { readonly [urn: Urn]: UsageValues };
  readonly dataTransfer?: readonly DataTransfer[];
  /** Full sentences. */
  readonly assumptions: readonly string[];
}

/** A plan under load: what each derivation reads. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly references: References;
  readonly load: DeclaredLoad;
  /** Resources of the given types that the plan would have. */
  all(...types: readonly string[]): readonly PlannedResource[];
}

export const NOTHING: Derived = { assumptions: [] };

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
const KIB_PER_GIB = 1024 * 1024;

export function monthlyRequests(load: DeclaredLoad): Big {
  return new Big(load.requestsPerSecond).times(SECONDS_PER_MONTH);
}

export function monthlyWrites(load: DeclaredLoad): Big {
  return monthlyRequests(load).times(new Big(1).minus(load.readShare));
}

/** GB a month that this many requests move. AWS's GB here is 2^30 bytes. */
export function gigabytes(requests: Big, kibPerRequest: number): Big {
  return requests.times(kibPerRequest).div(KIB_PER_GIB);
}

/** A figure as usage values hold it: decimal text, six places. */
export function figure(value: Big): string {
  return value.round(6).toFixed();
}

/** `1 distribution`, `2 distributions`. */
export function several(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
