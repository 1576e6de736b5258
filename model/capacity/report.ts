import type { Urn } from "../plan";
import type { FigureName } from "./figures";
import type { AccountQuota } from "./quotas";

/** How full a tier is in the busiest minute. Shares are of what its members carry: 0.5 is half full, 2 is twice too much. */
export interface TierCapacity {
  readonly urn: Urn;
  /** Members at the floor of its scaling, and how large one is; null for what AWS scales by itself. */
  readonly members: { readonly least: number; readonly most: number; readonly size: string } | null;
  /** Requests, queries or messages a second that reach it. */
  readonly demand: number;
  /** With the members that are always there. */
  readonly utilisation: number;
  /** The same without its largest zone; null where nothing would be left. */
  readonly utilisationWithoutZone: number | null;
  /** With as many members as its scaling may start. */
  readonly utilisationAtMost: number;
  /** What runs out first where that is not its machines, such as `connections`; otherwise null. */
  readonly fullest: string | null;
  /** The figures that it was reckoned from, by name. */
  readonly figures: readonly FigureName[];
}

/** What a program carries, and what gives way first. */
export interface CapacityReport {
  readonly peakRps: number;
  /** The fullest at its most first. */
  readonly tiers: readonly TierCapacity[];
  /**
   * The tier that gives way first as load grows, what of it runs out where that is not its machines, and the requests a
   * second at which it does; null without any.
   */
  readonly bottleneck: { readonly urn: Urn; readonly by: string | null; readonly atRps: number } | null;
  /** What is taken of quotas of the account that start low. They are raised when asked for, so no tier is full by them. */
  readonly quotas: readonly AccountQuota[];
  /** Where the figures come from, one sentence each. */
  readonly assumptions: readonly string[];
}
