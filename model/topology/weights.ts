import type { PlannedResource } from "../plan";
import { list, number, record } from "../value";
import type { TopologyBuilder } from "./builder";
import { registered } from "./front";
import type { WeightedSet } from "./topology";

/** Actions of listeners and rules that share requests out by weight, where a weight is zero. */
export function readWeights(builder: TopologyBuilder): readonly WeightedSet[] {
  const { index } = builder;
  return [
    ...index.ofType("lb/Listener").flatMap((listener) => setsOf(builder, listener, "defaultActions")),
    ...index.ofType("lb/ListenerRule").flatMap((rule) => setsOf(builder, rule, "actions")),
  ];
}

function setsOf(builder: TopologyBuilder, resource: PlannedResource, property: string): readonly WeightedSet[] {
  const groups = builder.index.referred(resource, property, "lb/TargetGroup");
  const tiers = [...new Set(groups.flatMap((group) => registered(builder, group)).map(({ urn }) => urn))];
  return list(resource.inputs[property]).flatMap((action) => {
    const weighted = list(record(record(action).forward).targetGroups).map(record);
    const idle = weighted.filter(({ weight }) => number(weight) === 0).length;
    return idle > 0 && idle < tiers.length && weighted.length === groups.length ? [{ tiers, idle }] : [];
  });
}
