import type { Urn } from "../../model/plan";
import { isWorkload } from "../../model/topology/compute";
import { Network } from "../../model/topology/network";
import type { Tier } from "../../model/topology/topology";
import { rule } from "../rule";

/** A zone without the way out that the others have starts no task, for want of its image, and calls nobody. */
export const zonesHaveAWayOut = rule({
  name: "zones-have-a-way-out",
  displayName: "Each zone has a way out",
  description: "Where a workload leaves its network through NAT in one zone, it must in each of its zones.",
  severity: "high",
  kind: "reachability",
  tags: ["availability", "network"],
  remediationSteps:
    "Give the route table of each of the subnets a route for `0.0.0.0/0` with the `natGatewayId` of its own zone's gateway.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
  about: ["ec2/NatGateway"],
  judge: (subject) => {
    const network = new Network(subject.index);
    return [...subject.topology.tiers.values()].filter(isWorkload).flatMap((tier) => {
      const shut = shutSubnets(network, tier).map((urn) => subject.index.get(urn)?.name ?? urn);
      const where = shut.length > 0 ? shut.join(", ") : unlike(network, tier);
      if (where === null) return [];
      const message = `${tier.name} leaves its network through NAT, but has no way out of ${where}: what starts there reaches nothing.`;
      return [{ outcome: "violation" as const, urn: tier.urn, message, cause: where }];
    });
  },
});

/** The subnets of a workload without a default route, where others of its have one through NAT. */
function shutSubnets(network: Network, { placement: { subnets } }: Tier): readonly Urn[] {
  if (!subnets.some((subnet) => network.reach(subnet) === "nat")) return [];
  return subnets.filter((subnet) => network.reach(subnet) === "isolated");
}

/** Where a workload names more subnets of a network than have a way out through NAT: which of them, the plan does not tell. */
function unlike(network: Network, { placement: { subnets, others = 0 } }: Tier): string | null {
  if (others === 0 || !subnets.some((subnet) => network.reach(subnet) === "nat")) return null;
  return `${others} of its ${subnets.length + others} subnets`;
}
