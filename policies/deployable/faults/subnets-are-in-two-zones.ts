import type { PlannedResource, Urn } from "../../../model/plan";
import { awsType } from "../../../model/topology/aws-type";
import { flag, list, reveal, text } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";
import type { Subject } from "../../subject";

export function zoneFaults(subject: Subject, resource: PlannedResource): Faults {
  const isBalancer = awsType(resource.type) === "lb/LoadBalancer";
  const kind = text(resource.inputs.loadBalancerType) ?? "application";
  const property = isBalancer ? "subnets" : "subnetIds";
  const subnets = reveal(resource.inputs[property]);
  if (!Array.isArray(subnets)) return [];
  const zones = zonesOf(subject, resource, property);
  const oneZone = (kind === "application" || !isBalancer) && (subnets.length === 1 || isOne(zones, subnets.length));
  const twice = zones.find((zone, i) => zone !== undefined && zones.indexOf(zone) !== i);
  return [
    isBalancer &&
      lacksGateway(subject, resource) &&
      "takes requests from the internet in a network without an internet gateway",
    oneZone && subnets.length > 0 && `has subnets of one zone in \`${property}\`, where AWS wants two zones or more`,
    isBalancer &&
      !oneZone &&
      twice !== undefined &&
      zones.length === list(subnets).length &&
      `has two subnets of ${twice} in \`subnets\``,
  ];
}

/** A public load balancer in a network of the plan that has no internet gateway, which AWS refuses. */
function lacksGateway({ index }: Subject, balancer: PlannedResource): boolean {
  if (balancer.inputs.internal !== undefined && flag(balancer.inputs.internal) !== false) return false;
  const networks = index
    .referred(balancer, "subnets", "ec2/Subnet")
    .flatMap((subnet) => index.referred(subnet, "vpcId", "ec2/Vpc"));
  const [network] = networks;
  const isDefault = network?.type.endsWith(":DefaultVpc") === true;
  if (network === undefined || isDefault || network.external === true) return false;
  const gateways = index.ofType("ec2/InternetGateway", "ec2/InternetGatewayAttachment");
  return (
    gateways.every((each) => isSet(each.inputs.vpcId) && !index.referred(each, "vpcId", "ec2/Vpc").includes(network)) ||
    gateways.length === 0
  );
}

/** One zone, and the zone of each is known. */
function isOne(zones: readonly (string | undefined)[], length: number): boolean {
  return zones.length === length && !zones.includes(undefined) && new Set(zones).size === 1;
}

function zonesOf(
  { index, topology }: Subject,
  resource: PlannedResource,
  property: string,
): readonly (string | undefined)[] {
  return index.referred(resource, property, "ec2/Subnet").map(({ urn }) => topology.zoneOfSubnet.get(urn) ?? undefined);
}

/** EFS takes one mount target a zone. */
export function secondInZone({ index, topology }: Subject, target: PlannedResource): string | undefined {
  const system = index.one(target, "fileSystemId", "efs/FileSystem");
  const zoneOf = (each: PlannedResource): string | undefined => {
    const subnet: Urn | undefined = index.one(each, "subnetId", "ec2/Subnet")?.urn;
    return (subnet && topology.zoneOfSubnet.get(subnet)) ?? undefined;
  };
  const zone = zoneOf(target);
  if (system === undefined || zone === undefined) return undefined;
  const earlier = index.referring(system, "efs/MountTarget", "fileSystemId").find((each) => zoneOf(each) === zone);
  return earlier === undefined || earlier === target
    ? undefined
    : `is a second mount target of ${system.name} in ${zone}, beside ${earlier.name}, and EFS takes one a zone`;
}
