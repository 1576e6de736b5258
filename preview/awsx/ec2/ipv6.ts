import { isIPv6 } from "node:net";

/** The `/64` of a subnet in the `/56` of its VPC: the subnet's index is the last byte of the network part. */
export function subnetIpv6Cidr(vpcCidr: string, index: number): string {
  const [address = "", mask] = vpcCidr.split("/");
  const groups = address.split(":");
  const network = Number.parseInt(groups[3] ?? "", 16);
  if (!isIPv6(address) || mask !== "56" || groups.length < 4 || Number.isNaN(network)) {
    throw new Error(
      `ipv6CidrBlock must be a /56 written with its first four groups, such as 2600:1f18:1234:5600::/56, got "${vpcCidr}".`,
    );
  }
  if (!Number.isInteger(index) || index < 0 || index > 255) {
    throw new Error(`A /56 holds 256 subnets, numbered from 0 to 255; there is no subnet ${index}.`);
  }
  const subnet = network - (network % 256) + index;
  return `${groups.slice(0, 3).join(":")}:${subnet.toString(16)}::/64`;
}
