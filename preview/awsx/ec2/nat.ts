import { text } from "../../../model/value";
import type { TrackedInput, TrackedMap } from "../../remote/construct";
import type { Optional } from "../output";
import { items, output } from "../output";

/** How many NAT gateways there are and which addresses they have. */
export interface Nat {
  /** As written, for messages. */
  readonly strategy: string;
  /** Addresses that exist already; empty where each gateway gets a new one. */
  readonly allocationIds: readonly TrackedInput[];
}

/** Reads `natGateways` and checks that the addresses fit the strategy. */
export function readNat(input: TrackedMap | undefined, zones: number): Nat {
  const strategy = text(output(input?.strategy).value) ?? "OnePerAz";
  const allocationIds = items(input?.elasticIpAllocationIds as Optional) ?? [];
  const count = allocationIds.length;
  const allowed: Record<string, { readonly fits: boolean; readonly rule: string } | undefined> = {
    none: { fits: count === 0, rule: "no address" },
    single: { fits: count <= 1, rule: "exactly one address" },
    oneperaz: { fits: count === 0 || count === zones, rule: `one address for each of the ${zones} availability zones` },
  };
  const found = allowed[strategy.toLowerCase()];
  if (found === undefined) {
    throw new Error(`natGateways.strategy must be "None", "Single" or "OnePerAz", got "${strategy}".`);
  }
  if (!found.fits) {
    throw new Error(
      `natGateways.elasticIpAllocationIds must hold ${found.rule} where natGateways.strategy is "${strategy}", got ${count}.`,
    );
  }
  return { strategy, allocationIds };
}

/** Whether a public subnet in the zone with that index gets a gateway, after so many were made. */
export function needsGateway(nat: Nat, made: number, zone: number): boolean {
  switch (nat.strategy.toLowerCase()) {
    case "none":
      return false;
    case "single":
      return made === 0;
    default:
      return made <= zone;
  }
}

/** The gateway that private subnets in the zone with that index use. */
export function gatewayOf<T>(nat: Nat, gateways: readonly T[], zone: number): T | undefined {
  return nat.strategy.toLowerCase() === "single" ? gateways[0] : gateways[zone];
}
