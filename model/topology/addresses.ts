import type { PlannedResource } from "../plan";
import type { PlanIndex } from "./plan-index";

/** Instances that a property names by their own address or by an elastic one. */
export function instancesBehind(
  index: PlanIndex,
  resource: PlannedResource,
  property: string,
): readonly PlannedResource[] {
  const addresses = index.referred(resource, property, "ec2/Eip");
  return [
    ...index.referred(resource, property, "ec2/Instance", "lightsail/Instance"),
    ...addresses.flatMap((address) => [
      ...index.referred(address, "instance", "ec2/Instance"),
      ...index
        .referring(address, "ec2/EipAssociation", "allocationId")
        .flatMap((each) => index.referred(each, "instanceId", "ec2/Instance")),
    ]),
    ...index
      .referred(resource, property, "lightsail/StaticIp")
      .flatMap((address) => index.referring(address, "lightsail/StaticIpAttachment", "staticIpName"))
      .flatMap((each) => index.referred(each, "instanceName", "lightsail/Instance")),
  ];
}
