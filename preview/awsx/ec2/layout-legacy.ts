import { addressText, bitsFor, parseCidr, sizeOf } from "./cidr";
import type { Naming } from "./subnet-names";
import { plannedSubnet } from "./subnet-names";
import { isType, type PlannedSubnet, type SubnetSpec } from "./subnet-spec";

/** An address with a mask, not necessarily at the start of the block: this strategy computes with such. */
interface Range {
  readonly address: number;
  readonly mask: number;
}

interface Kind {
  readonly type: "Private" | "Public" | "Isolated";
  readonly lower: "private" | "public" | "isolated";
  /** The mask of a subnet that says nothing of its size, unless the zone is smaller. */
  readonly mask: number;
}

const KINDS: readonly Kind[] = [
  { type: "Private", lower: "private", mask: 19 },
  { type: "Public", lower: "public", mask: 20 },
  { type: "Isolated", lower: "isolated", mask: 24 },
];

/**
 * Strategy `Legacy`: the VPC is split evenly among a power of two of zones; in each, private subnets come first, then
 * public, then isolated ones.
 */
export function legacySubnets(
  naming: Naming,
  cidrBlock: string,
  zones: readonly string[],
  specs: readonly SubnetSpec[] | undefined,
): readonly PlannedSubnet[] {
  const vpc = parseCidr(cidrBlock, "cidrBlock");
  const shares = zones.map((name, index) => ({ name, index, share: part(vpc, bitsFor(zones.length), index) }));
  if (specs) return shares.flatMap((zone) => zoneSubnets(naming, zone, specs));
  const halves = shares.map((zone) => ({ zone, range: part(zone.share, 1, 0) }));
  return [
    ...halves.map(({ zone, range }) => plannedSubnet(naming, { type: "Private" }, zone, rangeText(range))),
    ...halves.map(({ zone, range }) =>
      plannedSubnet(naming, { type: "Public" }, zone, rangeText(part(following(range), 1, 0))),
    ),
  ];
}

function zoneSubnets(
  naming: Naming,
  zone: { readonly name: string; readonly index: number; readonly share: Range },
  specs: readonly SubnetSpec[],
): readonly PlannedSubnet[] {
  const spareBits = specs.length === 1 ? 0 : 1;
  const subnets: PlannedSubnet[] = [];
  let previous: Range = { address: first(zone.share) - 1, mask: 32 };
  let lastOfKind: Range | undefined;
  for (const kind of KINDS) {
    // Subnets of a kind start after the last one of the kinds before, or at the start of the zone.
    const measure = lastOfKind ?? zone.share;
    const start = lastOfKind ? following(lastOfKind) : zone.share;
    for (const [index, spec] of specs.filter((candidate) => isType(candidate, kind.lower)).entries()) {
      const mask = spec.cidrMask ?? Math.max(zone.share.mask + spareBits, kind.mask);
      const candidate = part(start, mask - measure.mask, index);
      previous = overlap(previous, candidate) ? blockAfter(previous, mask) : candidate;
      subnets.push(plannedSubnet(naming, { ...spec, type: kind.type }, zone, rangeText(previous)));
      lastOfKind = previous;
    }
  }
  return subnets;
}

/** The `index`-th part of a range that is split by `bits` further mask bits. */
function part(range: Range, bits: number, index: number): Range {
  const mask = range.mask + bits;
  if (mask > 32) {
    throw new Error(
      `${rangeText(range)} is too small for subnets of ${bits} more mask bits: only ${32 - range.mask} are left. Make cidrBlock larger or cidrMask smaller.`,
    );
  }
  return { address: range.address + sizeOf(mask) * index, mask };
}

function following(range: Range): Range {
  return part(range, 0, 1);
}

function first({ address, mask }: Range): number {
  return Math.floor(address / sizeOf(mask)) * sizeOf(mask);
}

function last(range: Range): number {
  return first(range) + sizeOf(range.mask) - 1;
}

function overlap(a: Range, b: Range): boolean {
  return first(a) <= last(b) && first(b) <= last(a);
}

function blockAfter(previous: Range, mask: number): Range {
  return { address: last({ address: last(previous), mask }) + 1, mask };
}

function rangeText({ address, mask }: Range): string {
  return `${addressText(address)}/${mask}`;
}
