import { text } from "../../../model/value";
import type { TrackedInput } from "../../remote/construct";
import { apply, isOutput, output } from "../output";
import { autoBlocks, bareDefaultSpecs, mergedBlocks, mergedSpecs } from "./layout-auto";
import { legacySubnets } from "./layout-legacy";
import { type NormalizedSpecs, normalizeSpecs, requireNoExplicitBlocks } from "./normalize-specs";
import { resolvedFromSpecs, resolvedFromSubnets } from "./resolved-layout";
import { type Checks, checkSubnets } from "./subnet-checks";
import { type Naming, plannedSubnet } from "./subnet-names";
import type { PlannedSubnet, SubnetSpec } from "./subnet-spec";

/** The arguments of a VPC that say which subnets it has. */
export interface LayoutArgs {
  readonly naming: Naming;
  /** Known text, or an Output where a pool of addresses decides. */
  readonly cidrBlock: TrackedInput;
  readonly strategy: string;
  readonly zones: readonly string[];
  readonly zoneMask?: number;
  readonly specs: readonly SubnetSpec[] | undefined;
  readonly natStrategy: string;
}

export interface Layout {
  readonly subnets: readonly PlannedSubnet[];
  /** The output `subnetLayout`. */
  readonly resolved: TrackedInput;
  /** Whether the arguments give every range. */
  readonly explicit: boolean;
}

/** Decides the subnets of a VPC and checks them. */
export function layout(args: LayoutArgs): Layout {
  if (args.strategy === "AutoMerge" && args.specs) requireNoExplicitBlocks(args.specs);
  const normalized = args.specs && normalizeSpecs(args.specs, args.zones.length);
  const subnets = place(args, normalized);
  const fromSubnets = args.strategy === "Legacy" || args.strategy === "AutoMerge" || normalized === undefined;
  const resolved = fromSubnets ? resolvedFromSubnets(subnets, args.zones.length) : resolvedFromSpecs(normalized.specs);
  return { subnets: checked(subnets, args), resolved, explicit: normalized?.explicit === true };
}

function place(args: LayoutArgs, normalized: NormalizedSpecs | undefined): readonly PlannedSubnet[] {
  const automatic = args.strategy === "Auto" || args.strategy === "AutoMerge";
  if (args.strategy === "Legacy" || (normalized === undefined && !automatic)) return placeLegacy(args, normalized);
  if (normalized?.explicit) return placeExplicit(args, normalized.specs);
  return placeAuto(args, normalized?.specs);
}

function placeLegacy(args: LayoutArgs, normalized: NormalizedSpecs | undefined): readonly PlannedSubnet[] {
  if (isOutput(args.cidrBlock)) {
    throw new Error(
      `subnetStrategy "Legacy" needs a cidrBlock that is known before the VPC exists: write it out or use subnetStrategy "Auto".`,
    );
  }
  return legacySubnets(args.naming, text(output(args.cidrBlock).value) ?? "", args.zones, normalized?.specs);
}

function placeExplicit(args: LayoutArgs, specs: readonly SubnetSpec[]): readonly PlannedSubnet[] {
  return args.zones.flatMap((name, index) =>
    specs.map((spec) => plannedSubnet(args.naming, spec, { name, index }, spec.cidrBlocks?.[index] ?? "")),
  );
}

function placeAuto(args: LayoutArgs, specs: readonly SubnetSpec[] | undefined): readonly PlannedSubnet[] {
  const merge = args.strategy === "AutoMerge";
  const placed = merge ? mergedSpecs(specs ?? []) : (specs ?? bareDefaultSpecs());
  const blocksIn = (cidrBlock: string): readonly (readonly string[])[] => {
    const space = { cidrBlock, zones: args.zones.length, ...(args.zoneMask ? { zoneMask: args.zoneMask } : {}) };
    return merge ? mergedBlocks(space, specs ?? []) : autoBlocks(space, specs);
  };
  const { cidrBlock } = args;
  const known = isOutput(cidrBlock) ? undefined : blocksIn(text(output(cidrBlock).value) ?? "");
  return args.zones.flatMap((name, zone) =>
    placed.map((spec, entry) => {
      const block =
        known?.[zone]?.[entry] ?? apply(cidrBlock, (value) => blocksIn(text(value) ?? "")[zone]?.[entry] ?? null);
      return plannedSubnet(args.naming, spec, { name, index: zone }, block);
    }),
  );
}

/** Checks at once where every range is known; otherwise the ranges wait for the checks, as an Output would. */
function checked(subnets: readonly PlannedSubnet[], args: LayoutArgs): readonly PlannedSubnet[] {
  const checks: Checks = {
    natStrategy: args.natStrategy,
    ...(args.strategy === "Exact" && !isOutput(args.cidrBlock)
      ? { filled: text(output(args.cidrBlock).value) ?? "" }
      : {}),
  };
  if (subnets.every(({ cidrBlock }) => !isOutput(cidrBlock))) {
    checkSubnets(subnets, checks);
    return subnets;
  }
  const ranges = apply(subnets.map(asInput), () => {
    checkSubnets(subnets, checks);
    return subnets.map(({ cidrBlock }) => cidrBlock);
  });
  return subnets.map((subnet, index) => ({
    ...subnet,
    cidrBlock: apply(ranges, (blocks) => (Array.isArray(blocks) ? blocks[index] : undefined)),
  }));
}

function asInput(subnet: PlannedSubnet): TrackedInput {
  return { ...subnet };
}
