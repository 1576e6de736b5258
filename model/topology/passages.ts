import type { PlannedResource, Urn } from "../plan";
import { text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { Passage } from "./topology";

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
  const gates = index
    .ofType("ec2/VpcEndpoint")
    .filter(({ inputs }) => text(inputs.vpcEndpointType) === "GatewayLoadBalancer")
    .map((gate) => ({
      ...passage(builder, gate, "everything that is routed through it"),
      from: routedTo(builder, gate),
    }));
  const attachments = index
    .ofType("ec2transitgateway/VpcAttachment")
    .map((attachment) => passage(builder, attachment, "other networks"));
  const firewalls = index
    .ofType("networkfirewall/Firewall")
    .map((firewall) => passage(builder, firewall, "everything that is routed through it", "subnetMappings"));
  const resolvers = index
    .ofType("route53/ResolverEndpoint")
    .map((resolver) => passage(builder, resolver, "the names of other networks", "ipAddresses"));
  return [...endpoints, ...gates, ...attachments, ...firewalls, ...resolvers];
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

/** Subnets of which a route leads to an endpoint. */
function routedTo({ index }: TopologyBuilder, endpoint: PlannedResource): readonly Urn[] {
  const tables = [
    ...index.referring(endpoint, "ec2/RouteTable", "routes"),
    ...index
      .referring(endpoint, "ec2/Route", "vpcEndpointId")
      .flatMap((route) => index.referred(route, "routeTableId", "ec2/RouteTable")),
  ];
  const subnets = tables
    .flatMap((table) => index.referring(table, "ec2/RouteTableAssociation", "routeTableId"))
    .flatMap((association) => index.referred(association, "subnetId", "ec2/Subnet"));
  return subnets.map(({ urn }) => urn);
}
