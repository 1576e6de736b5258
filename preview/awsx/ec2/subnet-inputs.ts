import { flag, text } from "../../../model/value";
import type { ConstructContext, Registered, Tracked, TrackedInput, TrackedMap } from "../../remote/construct";
import { apply, defined, spread } from "../output";
import { subnetIpv6Cidr } from "./ipv6";
import { isType, type PlannedSubnet } from "./subnet-spec";

/** The inputs of one `aws:ec2/subnet:Subnet`; `ipv6Index` is its place in the VPC's IPv6 range. */
export function subnetInputs(
  { inputs: args }: ConstructContext,
  { vpc, tags }: { readonly vpc: Registered; readonly tags: TrackedInput },
  subnet: PlannedSubnet,
  ipv6Index: number,
): TrackedMap {
  const assign = apply(
    [subnet.assignIpv6AddressOnCreation ?? null, args.assignGeneratedIpv6CidrBlock ?? null],
    (both) => firstFlag(both) ?? false,
  );
  return defined({
    region: args.region,
    vpcId: vpc.output("id"),
    availabilityZone: subnet.zone,
    mapPublicIpOnLaunch: isType(subnet, "public"),
    cidrBlock: subnet.cidrBlock,
    assignIpv6AddressOnCreation: assign,
    ipv6CidrBlock: absentIfNull(ipv6Cidr(vpc, assign, ipv6Index)),
    tags: spread(tags, subnet.tags, { Name: subnet.nameTag, SubnetType: subnet.type }),
  });
}

/** Unknown wherever the VPC's own range is, also in a subnet that has no IPv6: the provider asks for both at once. */
function ipv6Cidr(vpc: Registered, assign: Tracked, index: number): Tracked {
  return apply([vpc.output("ipv6CidrBlock"), assign], (both) => {
    const [cidr, wanted] = Array.isArray(both) ? both : [];
    if (!flag(wanted)) return undefined;
    if (!text(cidr)) {
      throw new Error(
        "assignIpv6AddressOnCreation needs a VPC with an IPv6 range: set assignGeneratedIpv6CidrBlock or ipv6CidrBlock.",
      );
    }
    return subnetIpv6Cidr(text(cidr) ?? "", index);
  });
}

function firstFlag(values: unknown): boolean | undefined {
  return Array.isArray(values) ? values.map((value) => flag(value)).find((value) => value !== undefined) : undefined;
}

function absentIfNull(input: Tracked): Tracked | undefined {
  return input.value === null ? undefined : input;
}
