import { type Range, rangeOf } from "../../../model/ipv4-range";
import type { PlannedResource } from "../../../model/plan";
import { number, text } from "../../../model/value";
import type { Faults } from "../../each-resource";
import type { Subject } from "../../subject";

export function subnetFaults(subject: Subject, subnet: PlannedResource): Faults {
  const written = text(subnet.inputs.cidrBlock);
  const vpc = subject.index.one(subnet, "vpcId", "ec2/Vpc");
  const range = written === undefined ? undefined : rangeOf(written);
  if (range === undefined) return [sizeFault(written)];
  const blocks = vpc === undefined ? undefined : blocksOf(subject, vpc);
  const outside =
    blocks !== undefined && !blocks.some((block) => block.first <= range.first && range.last <= block.last);
  return [
    sizeFault(written),
    outside && `has \`cidrBlock: "${written}"\` outside its network ${vpc?.name} (${text(vpc?.inputs.cidrBlock)})`,
  ];
}

/** The network's blocks; undefined where one of them is not known. */
function blocksOf({ index }: Subject, vpc: PlannedResource): readonly Range[] | undefined {
  const more = index.referring(vpc, "ec2/VpcIpv4CidrBlockAssociation", "vpcId");
  const ranges = [vpc, ...more].map(({ inputs }) => rangeOf(text(inputs.cidrBlock) ?? ""));
  return ranges.includes(undefined) ? undefined : (ranges as Range[]);
}

export function sizeFault(written: string | undefined): string | undefined {
  if (written === undefined || written === "") return undefined;
  const range = rangeOf(written);
  if (range === undefined)
    return `has \`cidrBlock: "${written}"\`, which is no block of IPv4 addresses such as 10.0.0.0/16`;
  if (range.bits < 16 || range.bits > 28) return `has \`cidrBlock: "${written}"\`, where AWS takes /16 to /28`;
  return range.exact ? undefined : `has \`cidrBlock: "${written}"\`, which does not start where its block does`;
}

/** Subnets of one network that share an address: sorted, two next to each other do. */
export function overlaps({ index }: Subject, vpc: PlannedResource): Faults {
  const placed = index
    .referring(vpc, "ec2/Subnet", "vpcId")
    .map((subnet) => ({ name: subnet.name, range: rangeOf(text(subnet.inputs.cidrBlock) ?? "") }))
    .filter((each): each is { name: string; range: Range } => each.range !== undefined)
    .sort((a, b) => a.range.first - b.range.first);
  return placed.map(({ name, range }, i) => {
    const next = placed[i + 1];
    return (
      next !== undefined &&
      next.range.first <= range.last &&
      `has subnets ${name} and ${next.name} with addresses in common`
    );
  });
}

/** Of each subnet's addresses AWS keeps five for itself (Amazon VPC User Guide, Subnet sizing, November 2026). */
const KEPT = 5;

/** A group that may become larger than its subnets have addresses for, even if nothing else takes any of them. */
export function crowdFault({ index, topology }: Subject, group: PlannedResource): string | false {
  const placement = topology.tiers.get(group.urn)?.placement;
  const most = number(group.inputs.maxSize);
  if (placement?.basis !== "known" || placement.subnets.length === 0 || most === undefined) return false;
  const ranges = placement.subnets.map((urn) => rangeOf(text(index.get(urn)?.inputs.cidrBlock) ?? ""));
  if (ranges.includes(undefined)) return false;
  const free = (ranges as Range[]).reduce((sum, { first, last }) => sum + last - first + 1 - KEPT, 0);
  return most > free && `may have ${most} instances (\`maxSize\`), where its subnets have ${free} addresses`;
}
