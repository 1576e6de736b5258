import type { Urn } from "../plan";
import { isWorkload } from "../topology/compute";
import { findFlows } from "../topology/flows";
import type { Gateway, Topology } from "../topology/topology";

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
  return topology.gateways.flatMap((gateway): readonly SharedGateway[] => {
    if (gateway.spansZones) return [];
    const zones = gateway.subnets.map((subnet) => topology.zoneOfSubnet.get(subnet) ?? null);
    const flow = gateway.subnets.map((subnet) => flowOf.get(subnet)).find((name) => name !== undefined) ?? null;
    const aside = flow === null && gateway.subnets.some((subnet) => used.has(subnet));
    if (gateway.zone === null || zones.includes(null)) {
      return gateway.subnets.length > 1 ? [{ gateway, zones: null, aside, flow }] : [];
    }
    const others = [...new Set(zones as string[])].filter((zone) => zone !== gateway.zone).sort();
    return others.length > 0 ? [{ gateway, zones: others, aside, flow }] : [];
  });
}
