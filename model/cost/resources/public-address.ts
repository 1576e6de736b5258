import { assume, type Component, hourly } from "../charge";
import type { PricingContext } from "../context";
import { isPublic, subnetsOf } from "./subnets";

/**
 * A public IPv4 address: AWS bills each one by the hour since February 2024, in use or idle.
 * https://aws.amazon.com/vpc/pricing/
 */
export function publicAddresses(count: number): readonly Component[] {
  return count === 0 ? [] : [hourly("Public IPv4 address", "public_ipv4.hour", count, { beyondInfracost: true })];
}

/** Addresses of machines: where they ask for one, or else where their subnets give one. */
export function machineAddresses(
  count: number,
  setting: boolean | undefined,
  context: PricingContext,
  property: string,
): readonly Component[] {
  if (setting !== undefined) return publicAddresses(setting ? count : 0);
  const { subnets, assumed } = subnetsOf(context, property, "private");
  if (assumed)
    return [
      assume(
        "its subnets are known only after deployment; it is taken to run in the private ones, without public addresses",
      ),
    ];
  return publicAddresses(subnets.some(isPublic) ? count : 0);
}
