import type { PlannedResource, Urn } from "../plan";
import { list, reveal, text, type Value } from "../value";
import type { Network, Reach } from "./network";
import type { PlanIndex } from "./plan-index";
import { type Placement, UNPLACED } from "./topology";

/** Which of several kinds of subnet a tier would be given, best first. */
const PREFERRED: { readonly [side: string]: readonly Reach[] } = {
  public: ["public", "nat", "isolated", "unknown"],
  private: ["nat", "isolated", "unknown", "public"],
  data: ["isolated", "nat", "unknown", "public"],
};

/** What is asked when a value shows only that it comes from a whole network. */
export type Side = "public" | "private" | "data";

/** Places tiers in zones by the subnets that their properties refer to. */
export class Placer {
  constructor(
    private readonly index: PlanIndex,
    private readonly network: Network,
  ) {}

  /**
   * Placement by a list of subnets.
   * @param property top-level property whose dependencies name the subnets
   * @param value the list itself, where it sits inside that property
   */
  bySubnets(resource: PlannedResource, property: string, value: Value | undefined, side: Side): Placement {
    const candidates = this.index.referred(resource, property, "ec2/Subnet");
    const plain = reveal(value);
    const length = Array.isArray(plain) ? list(plain).length : undefined;
    const urns = candidates.map((each) => each.urn);
    if (urns.length === 0 || (length !== undefined && length > urns.length)) {
      // Some, or all, were looked up or written as ids.
      return { ...UNPLACED, zoneCount: length === 1 ? 1 : null, subnets: urns };
    }
    if (length === urns.length) return this.#spread(urns, "known");
    const alike = this.#ofOneKind(urns, side);
    const others = Math.max(0, (length ?? 0) - alike.length);
    const possible = { ...this.#spread(alike, "inferred"), ...(others > 0 ? { others } : {}) };
    if (possible.zones === null || possible.zones.length === 1) return possible;
    // Nothing shows how many of them an opaque list takes: all of one kind, or a single one.
    if (length === undefined) return { ...possible, zoneCount: null, basis: "unknown" };
    if (length === 1) return { ...possible, zoneCount: 1, basis: "known" };
    return { ...possible, zoneCount: Math.min(length, possible.zones.length) };
  }

  /** Placement of a single member by its zone or its subnet: it is in exactly one zone, whichever. */
  single(resource: PlannedResource, zone: Value | undefined, subnetProperty: string): Placement {
    const named = text(zone);
    const subnets = this.index.referred(resource, subnetProperty, "ec2/Subnet").map((each) => each.urn);
    if (named !== undefined) return { zones: [named], zoneCount: 1, basis: "known", subnets };
    const spread = this.#spread(subnets, "known");
    return { ...spread, zoneCount: 1, basis: spread.zones?.length === 1 ? "known" : "unknown" };
  }

  /** Placement by zones written out. */
  byZones(zones: Value | undefined): Placement {
    const names = list(zones).map(text);
    if (names.length === 0 || names.includes(undefined)) return UNPLACED;
    const known = [...new Set(names as string[])];
    return { zones: known, zoneCount: known.length, basis: "known", subnets: [] };
  }

  #spread(subnets: readonly Urn[], basis: "known" | "inferred"): Placement {
    const zones = subnets.map((subnet) => this.network.zoneOfSubnet.get(subnet) ?? null);
    if (subnets.length === 1) return { zones: zones[0] ? [zones[0]] : null, zoneCount: 1, basis, subnets };
    if (zones.length === 0 || zones.includes(null)) return { ...UNPLACED, subnets };
    const named = [...new Set(zones as string[])].sort();
    return { zones: named, zoneCount: named.length, basis, subnets };
  }

  /** Of subnets with different ways out, those of the kind that this tier would be given. */
  #ofOneKind(subnets: readonly Urn[], side: Side): readonly Urn[] {
    for (const reach of PREFERRED[side] ?? []) {
      const same = subnets.filter((subnet) => this.network.reach(subnet) === reach);
      if (same.length > 0) return same;
    }
    return subnets;
  }
}
