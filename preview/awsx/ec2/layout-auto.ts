import { Block, bitsFor } from "./cidr";
import { ambiguousName } from "./normalize-specs";
import type { SubnetSpec } from "./subnet-spec";

/** What the strategies `Auto` and `AutoMerge` know of the VPC when they place subnets. */
export interface AutoSpace {
  readonly cidrBlock: string;
  readonly zones: number;
  /** `availabilityZoneCidrMask`; without it the VPC is split evenly among the zones. */
  readonly zoneMask?: number;
}

const DEFAULT_TYPES = ["Private", "Public"];

/**
 * Strategy `Auto`: each zone gets a block, and in it the entries follow one another in the order they were written, each
 * as large as it says or an even share.
 * @returns the range of each entry, per zone.
 */
export function autoBlocks(space: AutoSpace, given: readonly SubnetSpec[] | undefined): readonly (readonly string[])[] {
  const vpc = Block.parse(space.cidrBlock, "cidrBlock");
  const zoneMask = zoneMaskOf(space, vpc);
  const specs = given ?? defaultSpecs(zoneMask);
  if (specs.length === 0)
    throw new Error("subnetSpecs is empty: leave it out for the default subnets or name at least one.");
  const masks = specs.map((spec) => spec.cidrMask ?? zoneMask + bitsFor(specs.length));
  let zone = Block.around(vpc.first, zoneMask);
  const wanted = masks.reduce((sum, mask) => sum + Block.around(vpc.first, mask).size, 0);
  if (wanted > zone.size) {
    throw new Error(
      `subnetSpecs asks for ${wanted} addresses in each availability zone, but ${space.cidrBlock} leaves ${zone.size} for a zone: make cidrBlock larger, the subnets smaller or the zones fewer.`,
    );
  }
  return Array.from({ length: space.zones }, (_, index) => {
    if (index > 0) zone = zone.next();
    return consecutive(zone, masks);
  });
}

/** The entries of strategy `Auto` that say nothing of their size. */
export function bareDefaultSpecs(): readonly SubnetSpec[] {
  return DEFAULT_TYPES.map((type) => ({ type }));
}

/** Strategy `AutoMerge`: the default subnets, or what the program puts in their place, then the subnets that it adds. */
export function mergedSpecs(given: readonly SubnetSpec[], defaults = bareDefaultSpecs()): readonly SubnetSpec[] {
  const changes = new Map<string, SubnetSpec>();
  const added: SubnetSpec[] = [];
  for (const spec of given) {
    const type = spec.type.toLowerCase();
    const isDefault = spec.name === undefined && defaults.some((candidate) => candidate.type.toLowerCase() === type);
    if (isDefault && changes.has(type)) throw new Error(ambiguousName(type));
    if (isDefault) changes.set(type, spec);
    else added.push(spec);
  }
  // An entry replaces the default one whole: where it says nothing of its size, it gets an even share.
  return [...defaults.map((spec) => changes.get(spec.type.toLowerCase()) ?? spec), ...added];
}

/** `AutoMerge`'s ranges: the default subnets that the program does not mention keep their default size. */
export function mergedBlocks(space: AutoSpace, given: readonly SubnetSpec[]): readonly (readonly string[])[] {
  const zoneMask = zoneMaskOf(space, Block.parse(space.cidrBlock, "cidrBlock"));
  return autoBlocks(space, mergedSpecs(given, defaultSpecs(zoneMask)));
}

function zoneMaskOf({ zoneMask, zones }: AutoSpace, vpc: Block): number {
  return zoneMask ?? vpc.mask + bitsFor(zones);
}

/** Half of a zone for private subnets and a quarter for public ones, of at most 65,536 addresses. */
function defaultSpecs(zoneMask: number): readonly SubnetSpec[] {
  if (zoneMask > 26) {
    throw new Error(
      `The default subnets need at least a /26 for each availability zone, but only a /${zoneMask} is left: make cidrBlock larger or write the sizes in subnetSpecs.`,
    );
  }
  return DEFAULT_TYPES.map((type, index) => ({ type, cidrMask: Math.max(zoneMask, 16) + index + 1 }));
}

function consecutive(zone: Block, masks: readonly number[]): readonly string[] {
  let previous: Block | undefined;
  return masks.map((mask) => {
    previous = previous ? previous.nextOfMask(mask) : Block.around(zone.first, mask);
    return previous.toString();
  });
}
