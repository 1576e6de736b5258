import type { Urn } from "../plan";
import { isWorkload } from "../topology/compute";
import { findFlows } from "../topology/flows";
import type { Passage, Tier, Topology } from "../topology/topology";

/** A passage in one zone that machines in other zones go through. */
export interface ZonalPassage {
  readonly passage: Passage;
  readonly zone: string | null;
  /** A flow of which a workload may need it; null where none is seen. */
  readonly flow: string | null;
}

/** Interface endpoints and attachments that are in one zone while the network they serve is in several. */
export function zonalPassages(topology: Topology): readonly ZonalPassage[] {
  return topology.passages.flatMap((passage) => {
    if (passage.placement.zoneCount !== 1) return [];
    const zone = passage.placement.zones?.length === 1 ? (passage.placement.zones[0] ?? null) : null;
    const users = passage.from ? usersIn(topology, passage.from) : usersOf(topology, passage.vpc);
    const beyond = users.find(({ zones }) => zones === null || zones.some((each) => each !== zone) || zones.length > 1);
    return beyond ? [{ passage, zone, flow: beyond.flow }] : [];
  });
}

interface User {
  readonly zones: readonly string[] | null;
  readonly flow: string | null;
}

/** Workloads on flows, by those of the subnets that they are in. */
function usersIn(topology: Topology, subnets: readonly Urn[]): readonly User[] {
  const zonesOf = ({ placement }: Tier) =>
    placement.subnets
      .filter((subnet) => subnets.includes(subnet))
      .map((subnet) => topology.zoneOfSubnet.get(subnet) ?? "");
  return findFlows(topology).flatMap((flow) =>
    flow.tiers.filter(isWorkload).flatMap((tier): readonly User[] => {
      const zones = [...new Set(zonesOf(tier))];
      return zones.length === 0 ? [] : [{ zones, flow: flow.name }];
    }),
  );
}

/** Workloads on flows in a network, by their zones; the network's subnets where the plan shows no workload in it. */
function usersOf(topology: Topology, vpc: Urn | null): readonly User[] {
  if (vpc === null) return [];
  const inside = (subnet: Urn) => topology.vpcOfSubnet.get(subnet) === vpc;
  const users = findFlows(topology).flatMap((flow) =>
    flow.tiers
      .filter((tier) => isWorkload(tier) && tier.placement.subnets.some(inside))
      .map((tier): User => ({ zones: tier.placement.zones, flow: flow.name })),
  );
  const any = [...topology.tiers.values()].some((tier) => isWorkload(tier) && tier.placement.subnets.some(inside));
  if (any) return users;
  const zones = [...topology.zoneOfSubnet].filter(([subnet]) => inside(subnet)).map(([, zone]) => zone ?? "");
  return [{ zones: [...new Set(zones)], flow: null }];
}
