import { text } from "../../../model/value";
import type { TrackedInput, TrackedMap } from "../../remote/construct";
import { apply, defined, output } from "../output";
import { Block } from "./cidr";
import type { PlannedSubnet, SubnetSpec } from "./subnet-spec";

// Either way the provider makes one Output of everything it knows of the subnets, tags included.

/** The output `subnetLayout` where the program wrote out the layout: the entries, with sizes and masks filled in. */
export function resolvedFromSpecs(specs: readonly SubnetSpec[]): TrackedInput {
  return apply(
    specs.map((spec) => defined({ ...spec })),
    () =>
      specs.map(({ name, cidrBlocks, cidrMask, size, type }) =>
        defined({
          name: name || undefined,
          cidrBlocks,
          cidrMask: cidrMask || undefined,
          size: size || undefined,
          type,
        }),
      ),
  );
}

/** The output `subnetLayout` elsewhere: the entries that would give the first zone's subnets under strategy `Auto`. */
export function resolvedFromSubnets(subnets: readonly PlannedSubnet[], zones: number): TrackedInput {
  const ofOneZone = subnets.slice(0, subnets.length / zones);
  return apply(
    subnets.map((subnet) => defined({ ...subnet })),
    () => entries(ofOneZone),
  );
}

function entries(subnets: readonly PlannedSubnet[]): readonly TrackedMap[] {
  let previous: Block | undefined;
  return subnets.flatMap(({ type, cidrBlock }) => {
    const block = Block.parse(text(output(cidrBlock).value) ?? "", "cidrBlock");
    const gaps = previous ? gapsBetween(previous, block) : [];
    previous = block;
    return [...gaps.map((gap) => ({ cidrMask: gap.mask, type: "Unused" })), { cidrMask: block.mask, type }];
  });
}

/** The largest blocks, in order, that fill what lies between two blocks. */
export function gapsBetween(a: Block, b: Block): readonly Block[] {
  const [start, end] = a.first < b.first ? [a, b] : [b, a];
  const gaps: Block[] = [];
  let before = a;
  let next = start.next();
  while (next.first < end.first) {
    next = widest(next, before, end);
    gaps.push(next);
    before = next;
    next = next.next();
  }
  return gaps;
}

function widest(block: Block, before: Block, after: Block): Block {
  if (block.mask === 0) return block;
  const wider = Block.around(block.first, block.mask - 1);
  return wider.contains(before.last) || wider.contains(after.first) ? block : widest(wider, before, after);
}
