import { Block, sizeOf } from "./cidr";
import type { SubnetSpec } from "./subnet-spec";

/** `subnetSpecs` after the checks: each with agreeing `size` and `cidrMask`, or all with their `cidrBlocks`. */
export interface NormalizedSpecs {
  readonly specs: readonly SubnetSpec[];
  /** Whether the program wrote out the range of every subnet. */
  readonly explicit: boolean;
}

const SIZES = Array.from({ length: 31 }, (_, mask) => sizeOf(mask));

/** Checks `subnetSpecs` on its own and reports everything that is wrong at once. */
export function normalizeSpecs(specs: readonly SubnetSpec[], zones: number): NormalizedSpecs {
  const explicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const problems = [
    ...ambiguousNames(specs),
    ...invalidSizes(specs),
    ...specs.flatMap((spec, index) => (explicit ? explicitProblems(spec, index, zones) : sizeProblems(spec, index))),
  ];
  if (problems.length > 0) throw new Error(`subnetSpecs cannot be used:\n - ${problems.join("\n - ")}`);
  return { specs: explicit ? specs : specs.map(withSizeAndMask), explicit };
}

/** `AutoMerge` places the subnets itself. */
export function requireNoExplicitBlocks(specs: readonly SubnetSpec[]): void {
  if (specs.some((spec) => spec.cidrBlocks !== undefined)) {
    throw new Error(
      `subnetStrategy "AutoMerge" takes no subnetSpecs with cidrBlocks: use "Auto" or "Exact" to lay out every subnet yourself.`,
    );
  }
}

/** The sentence for subnets of one type that would get the same name. */
export function ambiguousName(type: string): string {
  return `Several subnetSpecs have the type "${type}": give each but one its own "name", or their subnets would be called the same.`;
}

function ambiguousNames(specs: readonly SubnetSpec[]): string[] {
  const types = [...new Set(specs.map((spec) => spec.type.toLowerCase()))];
  return types
    .filter((type) => {
      const names = specs.filter((spec) => spec.type.toLowerCase() === type).map((spec) => spec.name);
      return new Set(names).size < names.length;
    })
    .map(ambiguousName);
}

function invalidSizes(specs: readonly SubnetSpec[]): string[] {
  const wrong = specs.flatMap(({ size }) => (size === undefined || SIZES.includes(size) ? [] : [size]));
  return wrong.length === 0 ? [] : [`size must be a power of two from 4 to 4294967296, got ${wrong.join(", ")}.`];
}

function explicitProblems(spec: SubnetSpec, index: number, zones: number): string[] {
  const where = `subnetSpecs[${index}]`;
  const { cidrBlocks, cidrMask, size } = spec;
  if (cidrBlocks === undefined) return [`${where} has no cidrBlocks: where one entry has them, every entry must.`];
  if (cidrBlocks.length !== zones) {
    return [
      `${where}.cidrBlocks must hold one range for each of the ${zones} availability zones, got ${cidrBlocks.length}.`,
    ];
  }
  const blocks = cidrBlocks.map((block) => Block.parse(block, `${where}.cidrBlocks`));
  if (cidrMask !== undefined && blocks.some((block) => block.mask !== cidrMask)) {
    return [
      `${where}.cidrMask is ${cidrMask}, but its cidrBlocks are ${cidrBlocks.join(", ")}: make them agree or leave it out.`,
    ];
  }
  if (size !== undefined && blocks.some((block) => block.size !== size)) {
    return [
      `${where}.size is ${size}, but its cidrBlocks are ${cidrBlocks.join(", ")}: make them agree or leave it out.`,
    ];
  }
  return [];
}

function sizeProblems({ cidrMask, size }: SubnetSpec, index: number): string[] {
  if (!cidrMask || size === undefined || SIZES[cidrMask] === undefined || SIZES[cidrMask] === size) return [];
  return [
    `subnetSpecs[${index}].size is ${size}, but its cidrMask ${cidrMask} means ${SIZES[cidrMask]}: leave one out.`,
  ];
}

function withSizeAndMask({ cidrMask, size, ...spec }: SubnetSpec): SubnetSpec {
  const mask = cidrMask ?? (size ? SIZES.indexOf(size) : undefined);
  const expected = mask ? SIZES[mask] : undefined;
  return {
    ...spec,
    ...(mask === undefined ? {} : { cidrMask: mask }),
    ...(expected === undefined ? {} : { size: expected }),
  };
}
