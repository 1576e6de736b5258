import type { Gateway, Topology } from "../topology/topology";
import { each } from "./limit-share";
import { processesOf, type Reaching } from "./processes";
import type { TierCapacity } from "./report";

/**
 * NAT gateways of a network, which share what leaves it: connections to one destination run out first, such as those of
 * every process to one service of AWS. Without the zone of one, the others take over only where routes lead to them.
 */
export function gatewayCapacity(reaching: Reaching): readonly TierCapacity[] {
  return networksOf(reaching.topology).flatMap((gateways) => {
    const [first] = gateways;
    const used = processesBehind(gateways, reaching) * each("app.sockets");
    if (first === undefined || used === 0) return [];
    const full = (count: number): number => used / count / each("nat.connections");
    const spread = gateways.every(({ spansZones }) => spansZones);
    const left = gateways.length - 1;
    return [
      {
        urn: first.urn,
        members: { least: gateways.length, most: gateways.length, size: "NAT gateway" },
        demand: used,
        utilisation: full(gateways.length),
        utilisationWithoutZone: spread ? full(gateways.length) : left === 0 ? null : full(left),
        utilisationAtMost: full(gateways.length),
        fullest: "connections to one destination",
        figures: ["nat.connections", "app.sockets"],
      },
    ];
  });
}

/** Gateways by the network that their subnets belong to. */
function networksOf({ gateways, vpcOfSubnet }: Topology): readonly (readonly Gateway[])[] {
  const networks = new Map<string, Gateway[]>();
  for (const gateway of gateways.filter(({ urn }) => urn.includes("natGateway:NatGateway"))) {
    const network = gateway.subnets.map((subnet) => vpcOfSubnet.get(subnet)).find((vpc) => vpc !== undefined) ?? "";
    networks.set(network, [...(networks.get(network) ?? []), gateway]);
  }
  return [...networks.values()];
}

function processesBehind(gateways: readonly Gateway[], reaching: Reaching): number {
  const subnets = new Set(gateways.flatMap((gateway) => gateway.subnets));
  const behind = [...reaching.topology.tiers.values()].filter(
    ({ kind, placement }) => kind !== "function" && placement.subnets.some((subnet) => subnets.has(subnet)),
  );
  return behind.reduce((sum, tier) => sum + processesOf(tier, reaching), 0);
}
