import type { PlannedResource } from "../../../model/plan";
import { list, number, record, type Value } from "../../../model/value";
import { type Faults, isDeployed } from "../../each-resource";

/** Arguments of which each is at most the next, and the block that they stand in. */
export interface Order {
  readonly type: string;
  readonly block?: string;
  readonly ascending: readonly string[];
}

export function orderFaults(resource: PlannedResource, { block, ascending }: Order): Faults {
  // Of a group that is there, autoscaling has its own wish, which is no argument.
  const compared = ascending.filter((name) => name !== "desiredCapacity" || !isDeployed(resource));
  return blocksOf(resource.inputs, block).flatMap((values) => {
    const known = compared
      .map((name) => ({ name, value: number(values[name]) }))
      .filter((each): each is { name: string; value: number } => each.value !== undefined);
    return known.slice(1).map((high, i) => {
      const low = known[i];
      const where = block === undefined ? "" : ` in \`${block}\``;
      return (
        low &&
        low.value > high.value &&
        `has \`${low.name}: ${low.value}\` above \`${high.name}: ${high.value}\`${where}`
      );
    });
  });
}

function blocksOf(
  inputs: PlannedResource["inputs"],
  block: string | undefined,
): readonly { readonly [key: string]: Value }[] {
  if (block === undefined) return [inputs];
  const value = inputs[block];
  return list(value).length > 0 ? list(value).map(record) : [record(value)];
}
