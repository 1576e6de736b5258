import type { PlannedResource } from "../../plan";
import { flag, isUnknown, text } from "../../value";
import type { PricingContext } from "../context";
import { SUBNET } from "./types";

/** Which of a network's subnets a resource belongs in, where only AWS will know the ones it gets. */
export type Side = "public" | "private";

/**
 * Subnets that a property may stand for. A list that is known only after deployment depends on more than it will hold
 * (an awsx network's lists depend on all its subnets); of those, the resource is taken to stand on its own side.
 */
export interface Subnets {
  readonly subnets: readonly PlannedResource[];
  /** True where both sides were possible, so that the side was assumed. */
  readonly assumed: boolean;
}

export function subnetsOf(context: PricingContext, property: string, side: Side): Subnets {
  const possible = context.referenced(property, SUBNET);
  const preferred = possible.filter((subnet) => isPublic(subnet) === (side === "public"));
  const assumed = preferred.length > 0 && preferred.length < possible.length;
  return { subnets: assumed ? preferred : possible, assumed };
}

/** Whether machines in the subnet get a public address unless they say otherwise. */
export function isPublic(subnet: PlannedResource): boolean {
  return flag(subnet.inputs.mapPublicIpOnLaunch) === true;
}

/** How many zones a property spreads over: the list's length, or the zones of the subnets it may stand for. */
export function zoneCount(resource: PlannedResource, context: PricingContext, property: string, side: Side): number {
  const value = resource.inputs[property];
  if (Array.isArray(value)) return value.length;
  if (value === undefined || !isUnknown(value)) return 0;
  return zonesOf(subnetsOf(context, property, side).subnets);
}

/** Zones of some subnets; one whose zone is unknown counts as one of its own. */
export function zonesOf(subnets: readonly PlannedResource[]): number {
  return new Set(subnets.map((subnet) => text(subnet.inputs.availabilityZone) ?? subnet.urn)).size;
}
