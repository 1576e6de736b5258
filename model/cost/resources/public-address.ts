import type { PlannedResource } from "../../plan";
import { flag, isUnknown } from "../../value";
import { type Component, hourly } from "../charge";
import type { PricingContext } from "../context";
import { SUBNET } from "./types";

/**
 * A public IPv4 address: AWS bills each one by the hour since February 2024, in use or idle.
 * https://aws.amazon.com/vpc/pricing/
 */
export function publicAddresses(count: number): readonly Component[] {
  return count === 0 ? [] : [hourly("Public IPv4 address", "public_ipv4.hour", count, { beyondInfracost: true })];
}

/** Whether machines get a public address: their own setting, or that of the subnets they run in. */
export function hasPublicAddress(setting: boolean | undefined, subnets: readonly PlannedResource[]): boolean {
  return setting ?? subnets.some((subnet) => flag(subnet.inputs.mapPublicIpOnLaunch) === true);
}

/** Subnets that a property of the resource names, where they are in the plan. */
export function subnetsOf(context: PricingContext, property: string): readonly PlannedResource[] {
  return context.referenced(property, SUBNET);
}

/** How many subnets a property lists: the list's length, or what it depends on where the list is unknown. */
export function subnetCount(resource: PlannedResource, context: PricingContext, property: string): number {
  const value = resource.inputs[property];
  if (Array.isArray(value)) return value.length;
  return value === undefined || !isUnknown(value) ? 0 : subnetsOf(context, property).length;
}
