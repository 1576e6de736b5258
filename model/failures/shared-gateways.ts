import { isWorkload } from "../topology/compute";
import { findFlows } from "../topology/flows";
import type { Gateway, Topology } from "../topology/topology";

/** A gateway that zones other than its own leave through. */
export interface SharedGateway {
  readonly gateway: Gateway;
  /** The other zones; null where the plan does not tell which zones are involved. */
  readonly zones: readonly string[] | null;
  /** A flow of which a workload leaves through it; null where none is seen. */
  readonly flow: string | null;
}

/** The gateways that carry the traffic of other zones than their own, so that one zone's failure reaches the others. */
export function sharedGateways(topology: Topology): readonly SharedGateway[] {
  const flows = findFlows(topology);
  return topology.gateways.flatMap((gateway): readonly SharedGateway[] => {
    if (gateway.spansZones) return [];
    const subnets = new Set(gateway.subnets);
    const using = flows.find((flow) =>
      flow.tiers.some((tier) => isWorkload(tier) && tier.placement.subnets.some((subnet) => subnets.has(subnet))),
    );
    const zones = gateway.subnets.map((subnet) => topology.zoneOfSubnet.get(subnet) ?? null);
    const flow = using?.name ?? null;
    if (gateway.zone === null || zones.includes(null)) {
      return gateway.subnets.length > 1 ? [{ gateway, zones: null, flow }] : [];
    }
    const others = [...new Set(zones as string[])].filter((zone) => zone !== gateway.zone).sort();
    return others.length > 0 ? [{ gateway, zones: others, flow }] : [];
  });
}
