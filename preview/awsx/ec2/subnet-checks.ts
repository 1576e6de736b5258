import { text } from "../../../model/value";
import { output } from "../output";
import { addressText, Block } from "./cidr";
import { isType, type PlannedSubnet } from "./subnet-spec";

/** What a VPC's subnets are checked for. */
export interface Checks {
  readonly natStrategy: string;
  /** The range that the subnets must fill without gaps (strategy `Exact`). */
  readonly filled?: string;
}

/** Throws where subnets overlap, leave gaps that they must not, or cannot hold the NAT gateways. */
export function checkSubnets(subnets: readonly PlannedSubnet[], checks: Checks): void {
  const placed = subnets.map((subnet) => ({
    name: subnet.resourceName,
    block: Block.parse(text(output(subnet.cidrBlock).value) ?? "", subnet.resourceName),
  }));
  requireNoOverlap(placed);
  if (checks.filled !== undefined) requireNoGaps(Block.parse(checks.filled, "cidrBlock"), placed);
  requireNatHosts(checks.natStrategy, subnets);
}

interface Placed {
  readonly name: string;
  readonly block: Block;
}

function requireNoOverlap(placed: readonly Placed[]): void {
  const overlapping = placed.filter((one) => placed.some((other) => other !== one && other.block.overlaps(one.block)));
  if (overlapping.length === 0) return;
  throw new Error(
    `These subnets overlap: ${overlapping.map(label).join(", ")}. Make cidrBlock larger, the subnets smaller or the availability zones fewer.`,
  );
}

function requireNoGaps(vpc: Block, placed: readonly Placed[]): void {
  const gaps = placed.flatMap((one, index) => {
    const previous = placed[index - 1];
    if (previous === undefined) {
      return one.block.first === vpc.first ? [] : [`${label(one)} does not start where cidrBlock ${vpc} does`];
    }
    return previous.block.next().first === one.block.first ? [] : [`${label(previous)} to ${label(one)}`];
  });
  const end = placed.at(-1);
  if (end && end.block.last !== vpc.last)
    gaps.push(`${label(end)} ends before cidrBlock does, at ${addressText(vpc.last)}`);
  if (gaps.length === 0) return;
  throw new Error(
    `subnetStrategy "Exact" leaves no gaps, but there are some: ${gaps.join("; ")}. Add subnetSpecs of type "Unused" for them.`,
  );
}

/** A NAT gateway stands in a public subnet and serves a private or isolated one. */
function requireNatHosts(natStrategy: string, subnets: readonly PlannedSubnet[]): void {
  if (natStrategy.toLowerCase() === "none") return;
  const served = subnets.some((subnet) => isType(subnet, "private") || isType(subnet, "isolated"));
  if (served && subnets.some((subnet) => isType(subnet, "public"))) return;
  throw new Error(
    `natGateways.strategy "${natStrategy}" needs public subnets for the NAT gateways and private or isolated ones that use them: add them to subnetSpecs or choose strategy "None".`,
  );
}

function label({ name, block }: Placed): string {
  return `${name} (${block})`;
}
