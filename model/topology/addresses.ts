import type { PlannedResource } from "../plan";
import type { PlanIndex } from "./plan-index";

const CARD = "ec2/NetworkInterface";
/** Properties by which an instance takes a network interface that stands on its own. */
const HOLDING = ["primaryNetworkInterface", "networkInterfaces"] as const;

/** Instances that a property names by their own address, an elastic one, or a network interface of theirs. */
export function instancesBehind(
  index: PlanIndex,
  resource: PlannedResource,
  property: string,
): readonly PlannedResource[] {
  const addresses = index.referred(resource, property, "ec2/Eip");
  const associated = addresses.flatMap((each) => index.referring(each, "ec2/EipAssociation", "allocationId"));
  const cards = [
    ...index.referred(resource, property, CARD),
    ...addresses.flatMap((each) => index.referred(each, "networkInterface", CARD)),
    ...associated.flatMap((each) => index.referred(each, "networkInterfaceId", CARD)),
  ];
  return [
    ...index.referred(resource, property, "ec2/Instance", "lightsail/Instance"),
    ...addresses.flatMap((each) => index.referred(each, "instance", "ec2/Instance")),
    ...associated.flatMap((each) => index.referred(each, "instanceId", "ec2/Instance")),
    ...cards.flatMap((card) => holdersOf(index, card)),
    ...index
      .referred(resource, property, "lightsail/StaticIp")
      .flatMap((address) => index.referring(address, "lightsail/StaticIpAttachment", "staticIpName"))
      .flatMap((each) => index.referred(each, "instanceName", "lightsail/Instance")),
  ];
}

/** Instances that a network interface is attached to. */
function holdersOf(index: PlanIndex, card: PlannedResource): readonly PlannedResource[] {
  return [
    ...HOLDING.flatMap((property) => index.referring(card, "ec2/Instance", property)),
    ...index.referred(card, "attachments", "ec2/Instance"),
    ...index
      .referring(card, "ec2/NetworkInterfaceAttachment", "networkInterfaceId")
      .flatMap((each) => index.referred(each, "instanceId", "ec2/Instance")),
  ];
}

/** The network interfaces that an instance was made with. */
export function cardsOf(index: PlanIndex, instance: PlannedResource): readonly PlannedResource[] {
  return HOLDING.flatMap((property) => index.referred(instance, property, CARD));
}
