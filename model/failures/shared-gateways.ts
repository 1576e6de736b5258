import type { Urn } from "../plan";
import { isWorkload } from "../topology/compute";
import { findFlows } from "../topology/flows";
import type { Gateway, Tier, Topology } from "../topology/topology";

/** A gateway that zones other than its own leave through. */
export interface SharedGateway {
  readonly gateway: Gateway;
  /** The other zones; null where the plan does not tell which zones are involved. */
  readonly zones: readonly string[] | null;
  /** Whether nothing that users wait for leaves through it, though something else does. */
  readonly aside: boolean;
  /** A flow of which a workload leaves through it; null where none is seen. */
  readonly flow: string | null;
}

/** The gateways that carry the traffic of other zones than their own, so that one zone's failure reaches the others. */
export function sharedGateways(topology: Topology): readonly SharedGateway[] {
  const flows = findFlows(topology);
  const workloads = [...topology.tiers.values()].filter(isWorkload);
  const flowOf = new Map<Urn, string>();
  const flowing = flows.flatMap((flow) => flow.tiers.map((tier) => ({ flow, tier })));
  for (const { flow, tier } of flowing) {
    if (!isWorkload(tier)) continue;
    for (const subnet of tier.placement.subnets) if (!flowOf.has(subnet)) flowOf.set(subnet, flow.name);
  }
  const used = new Set(workloads.flatMap((tier) => tier.placement.subnets));
  // Where every workload is seen to be elsewhere, what is behind the gateway is data, or nothing yet.
  const isPlaced = workloads.length > 0 && workloads.every(isSeenToBeSomewhere) && !runsPods(topology);
  return topology.gateways.flatMap((gateway): readonly SharedGateway[] => {
    if (gateway.spansZones) return [];
    const zones = gateway.subnets.map((subnet) => topology.zoneOfSubnet.get(subnet) ?? null);
    const flow = gateway.subnets.map((subnet) => flowOf.get(subnet)).find((name) => name !== undefined) ?? null;
    const aside = flow === null && (gateway.subnets.some((subnet) => used.has(subnet)) || isPlaced);
    if (gateway.zone === null || zones.includes(null)) {
      return gateway.subnets.length > 1 ? [{ gateway, zones: null, aside, flow }] : [];
    }
    const others = [...new Set(zones as string[])].filter((zone) => zone !== gateway.zone).sort();
    return others.length > 0 ? [{ gateway, zones: others, aside, flow }] : [];
  });
}

/** A function in no network of the program, or what names its subnets. */
function isSeenToBeSomewhere({ kind, inGivenZones, placement }: Tier): boolean {
  return placement.subnets.length > 0 || (kind === "function" && !inGivenZones);
}

/** Whether pods that the plan does not show may be anywhere. */
function runsPods(topology: Topology): boolean {
  return [...topology.tiers.values()].some(({ type }) => type === "eks/Cluster");
}
