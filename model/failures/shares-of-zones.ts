import type { Tier } from "../topology/topology";

/** Members by zone; null for a zone of which the plan does not tell the name. */
export type Spread = readonly (readonly [zone: string | null, members: number])[];

/** Where a tier's members are: as the plan places them, or spread evenly; null where it does not tell. */
export function spreadOf({ count, perZone, placement }: Tier): Spread | null {
  if (perZone !== null) return [...perZone];
  const { zones, zoneCount } = placement;
  if (count === null || zoneCount === null || zoneCount < 1) return null;
  const named = zones?.length === zoneCount ? zones : Array.from({ length: zoneCount }, () => null);
  return named.map((zone, i) => [zone, Math.floor(count / zoneCount) + (i < count % zoneCount ? 1 : 0)]);
}

/**
 * How many members' worth of requests a spread serves before the first zone is full: all of them, or, where each zone has
 * an equal share to itself, as many per zone as the smallest has. A zone without members gets none.
 */
export function served(spread: Spread, sharedByZone: boolean): number {
  const members = spread.map(([, count]) => count).filter((count) => count > 0);
  if (members.length === 0) return 0;
  return sharedByZone ? members.length * Math.min(...members) : members.reduce((sum, count) => sum + count, 0);
}

/** A spread that has lost some of the members of its zone at an index. */
export function without(spread: Spread, index: number, lost: number): Spread {
  return spread.map(([zone, count], i) => [zone, i === index ? Math.max(0, count - lost) : count]);
}

/** What is left, 0 to 1, of what a tier serves, when the worst member is gone. */
export function shareWithoutMember(tier: Tier): number {
  const spread = spreadOf(tier);
  const count = tier.count ?? 0;
  if (!tier.sharedByZone || spread === null) return (count - 1) / count;
  const occupied = spread.flatMap(([, members], i) => (members > 0 ? [i] : []));
  return Math.min(...occupied.map((i) => served(without(spread, i, 1), true))) / served(spread, true);
}

/** What is left, 0 to 1, of what a tier serves, when a zone takes some of its members. */
export function shareWithoutZone(tier: Tier, zone: string, lost: number): number {
  const spread = spreadOf(tier);
  const count = tier.count ?? 0;
  if (!tier.sharedByZone || spread === null) return (count - lost) / count;
  const named = spread.findIndex(([each]) => each === zone);
  // Of zones without a name, the worst one counts.
  const struck = tier.perZone !== null && named >= 0 ? [named] : spread.map((_, i) => i);
  const left = struck.map((i) => served(without(spread, i, Number.POSITIVE_INFINITY), true));
  // The rest may serve more than all did that waited for the smallest zone.
  return Math.min(1, ...left.map((each) => each / served(spread, true)));
}
