import type { PlannedResource } from "../plan";
import { text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { Passage, Topology } from "./topology";

/** Services that only administrators call by way of an endpoint: Session Manager and what it needs. */
const ADMIN = new Set(["ssm", "ssmmessages", "ec2messages", "ec2"]);

/** What a network reaches others through, zone by zone: interface endpoints and attachments of transit gateways. */
export function readPassages(builder: TopologyBuilder): readonly Passage[] {
  const { index } = builder;
  const endpoints = index.ofType("ec2/VpcEndpoint").flatMap((endpoint) => {
    const service = text(endpoint.inputs.serviceName)?.split(".").slice(3).join(".") ?? "a service";
    if (text(endpoint.inputs.vpcEndpointType) !== "Interface" || ADMIN.has(service)) return [];
    return [passage(builder, endpoint, service)];
  });
  const attachments = index
    .ofType("ec2transitgateway/VpcAttachment")
    .map((attachment) => passage(builder, attachment, "other networks"));
  const firewalls = index
    .ofType("networkfirewall/Firewall")
    .map((firewall) => passage(builder, firewall, "everything that is routed through it", "subnetMappings"));
  const resolvers = index
    .ofType("route53/ResolverEndpoint")
    .map((resolver) => passage(builder, resolver, "the names of other networks", "ipAddresses"));
  return [...endpoints, ...attachments, ...firewalls, ...resolvers];
}

function passage(builder: TopologyBuilder, resource: PlannedResource, leadsTo: string, by = "subnetIds"): Passage {
  const placement = builder.placer.bySubnets(resource, by, resource.inputs[by], "data");
  const [subnet] = placement.subnets;
  return {
    urn: resource.urn,
    name: resource.name,
    leadsTo,
    vpc:
      builder.index.one(resource, "vpcId", "ec2/Vpc")?.urn ??
      (subnet === undefined ? undefined : builder.network.vpcOfSubnet.get(subnet)) ??
      null,
    placement,
  };
}

/**
 * Direct Connect: a line that is the only one. A second line, or a VPN for when the first is cut, takes its place.
 * https://docs.aws.amazon.com/directconnect/latest/UserGuide/high_resiliency.html
 */
export function readLines({ index }: TopologyBuilder): Topology["lines"] {
  const several = index.ofType("directconnect/LinkAggregationGroup").length > 1;
  const lines = index.ofType("directconnect/Connection");
  const tunnels = index.ofType("ec2/VpnConnection");
  if (lines.length !== 1 || several || tunnels.length > 0) return [];
  return lines.map(({ urn, name }) => ({ urn, name }));
}
