import type { PlannedResource } from "../plan";
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
  const attachments = index
    .ofType("ec2transitgateway/VpcAttachment")
    .map((attachment) => passage(builder, attachment, "other networks"));
  return [...endpoints, ...attachments];
}

function passage(builder: TopologyBuilder, resource: PlannedResource, leadsTo: string): Passage {
  return {
    urn: resource.urn,
    name: resource.name,
    leadsTo,
    vpc: builder.index.one(resource, "vpcId", "ec2/Vpc")?.urn ?? null,
    placement: builder.placer.bySubnets(resource, "subnetIds", resource.inputs.subnetIds, "data"),
  };
}
