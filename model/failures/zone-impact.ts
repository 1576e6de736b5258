import type { Tier } from "../topology/topology";
import { degrades, type Impact, needsPerson, recovers, survives, unknown } from "./impact";
import { failoverTime, replacementTime } from "./member-impact";
import { RESTORE_LOSS } from "./recovery-times";
import { shareWithoutZone } from "./shares-of-zones";

/**
 * What the loss of a zone does to a tier by itself, leaving aside what it needs.
 * @param zone null for the zone that holds what the plan does not place
 */
export function zoneImpact(tier: Tier, zone: string | null): Impact {
  if (tier.healing === "managed") return managedImpact(tier, zone);
  const { zones, zoneCount } = tier.placement;
  if (zones === null) return unplacedImpact(tier, zone);
  if (zone === null || !zones.includes(zone)) return survives(`${tier.name} has nothing there.`);
  if (zoneCount === null)
    return unknown(`${notSpread(tier, zones)}: write its subnets as a list, one element each, to show it.`);
  return zoneCount === 1 ? lostWhole(tier, zones) : lostPart(tier, zone, zoneCount);
}

/** A service of AWS is in several zones by itself; a load balancer is in those that it was given. */
function managedImpact(tier: Tier, zone: string | null): Impact {
  const { zones, zoneCount } = tier.placement;
  if (!tier.inGivenZones) return survives(`${tier.name} goes on in other zones.`);
  if (zoneCount === null) return unknown(`In how many zones ${tier.name} is, the preview cannot tell.`);
  const isThere = zones === null ? zone === null : zones.includes(zone ?? "");
  if (zoneCount === 1 && isThere) {
    const what = tier.kind === "store" ? "can be reached in" : "is in";
    return needsPerson(`${tier.name} ${what} one zone${whichOf(zones)}.`);
  }
  return survives(`${tier.name} goes on in other zones.`);
}

function unplacedImpact(tier: Tier, zone: string | null): Impact {
  const { zoneCount } = tier.placement;
  if (zoneCount !== null && zoneCount > 1) return lostPart(tier, zone ?? "", zoneCount);
  if (zoneCount === 1 && zone === null) return lostWhole(tier, null);
  return unknown(`Where ${tier.name} runs is not known at preview.`);
}

function lostWhole(tier: Tier, zones: readonly string[] | null): Impact {
  const { served } = tier.placement;
  const all = `${tier.name} is in one zone${served === undefined ? "" : ` ${served}`}${whichOf(zones)}`;
  if (tier.type === "rds/Instance" && tier.kind === "database") {
    const fix = "a person restores a backup elsewhere";
    return needsPerson(`${all} and has no standby in another: ${fix}.`, RESTORE_LOSS.seconds, RESTORE_LOSS.source);
  }
  if (tier.healing === "unknown") return unknown(`${all}; what takes over is not known at preview.`);
  return needsPerson(`${all}: nothing of it is left until the zone is back or a person moves it.`, lossOf(tier));
}

function lostPart(tier: Tier, zone: string, zoneCount: number): Impact {
  const { count, name } = tier;
  if (tier.healing === "standby") {
    return recovers(`${name} fails over to another zone.`, failoverTime(tier), {
      dataLossSeconds: tier.kind === "cache" ? null : 0,
    });
  }
  if (tier.healing === "unknown" || count === null || count < 1) {
    return unknown(`How many members ${name} always has is not known at preview.`);
  }
  if (tier.type === "elasticache/ReplicationGroup") {
    return needsPerson(`${name} has automatic failover off: with its primary's zone, nothing takes writes.`, null);
  }
  // The worst zone counts: of five members in three zones, two are lost.
  const lost = Math.min(count, tier.perZone?.get(zone) ?? Math.ceil(count / zoneCount));
  const left = count - lost;
  if (left === 0 && tier.healing === "replaced") {
    return recovers(`${name} has no member left until one has started in another zone.`, replacementTime(tier), {
      capacityShare: 0,
    });
  }
  if (left === 0) return needsPerson(`${name} has no member outside of it.`, lossOf(tier));
  const share = shareWithoutZone(tier, zone, lost);
  const basis = tier.placement.basis === "inferred" ? ", if its subnets are different ones" : "";
  if (tier.kind === "cache") return degrades(`${name} loses what ${lost} of ${count} nodes held.`, share);
  return survives(`${name} goes on with ${left} of ${count} members${basis}.`, share);
}

/** Seconds of writes lost with a tier that keeps data only on its members; nobody knows how many. */
function lossOf(tier: Tier): number | null {
  return tier.stateful && tier.kind === "server" ? null : 0;
}

function notSpread(tier: Tier, zones: readonly string[]): string {
  return `Over how many of ${zones.join(", ")} ${tier.name} is spread, the preview cannot tell`;
}

function whichOf(zones: readonly string[] | null): string {
  if (zones === null) return "";
  return zones.length === 1 ? `, ${zones[0]}` : ` (one of ${zones.join(", ")})`;
}
