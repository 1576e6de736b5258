import type { PlannedResource } from "../plan";
import { list, number, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import { joining } from "./hosts";
import { standInsOf } from "./records";
import type { Placement } from "./topology";

/**
 * Kubernetes: what runs in a cluster is not in the plan, so the nodes are taken as serving users. Node groups of one
 * cluster, and machines that join it by themselves, stand in for each other, since a pod of one may be started in another.
 * AWS runs the cluster itself.
 */
export function readKubernetes(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const cluster of index.ofType("eks/Cluster")) {
    const entry = builder.tier(cluster, "api");
    // With Fargate profiles, pods may run without nodes.
    if (index.referring(cluster, "eks/FargateProfile", "clusterName").length > 0) continue;
    const groups = index.referring(cluster, "eks/NodeGroup", "clusterName");
    const joined = joining(builder, cluster).map((each) => builder.tierOf(each));
    const standIns = standInsOf(
      joined.length + Math.min(1, groups.length) > 1 ? `nodes of ${cluster.name}` : undefined,
    );
    for (const own of joined) builder.edge(entry, own, "request", "nodes of the cluster", standIns);
    const [first] = groups;
    if (!first) continue;
    const counts = groups.map(floorOf);
    const nodes = builder.tier(first, "service", {
      parts: groups.map((group) => group.urn),
      count: counts.includes(undefined) ? null : (counts as number[]).reduce((sum, each) => sum + each, 0),
      placement: together(
        groups.map((group) => builder.placer.bySubnets(group, "subnetIds", group.inputs.subnetIds, "private")),
      ),
      healing: "replaced",
    });
    builder.edge(entry, nodes, "request", "nodes of the cluster", standIns);
  }
}

/** Nodes that are always there: a cluster autoscaler may go down to the minimum, and AWS takes Spot nodes back. */
function floorOf({ inputs }: PlannedResource): number | undefined {
  if (text(inputs.capacityType) === "SPOT") return 0;
  return number(record(inputs.scalingConfig).minSize);
}

/** The places of several groups as one. */
export function together(places: readonly Placement[]): Placement {
  const [first] = places;
  if (first !== undefined && places.length === 1) return first;
  const named = places.flatMap(({ zones }) => list(zones as readonly string[]) as readonly string[]);
  const zones = places.some((place) => place.zones === null) ? null : [...new Set(named)].sort();
  return {
    zones,
    zoneCount: zones === null || places.some(({ zoneCount }) => zoneCount === null) ? null : zones.length,
    basis: places.every(({ basis }) => basis === "known") ? "known" : "inferred",
    subnets: places.flatMap(({ subnets }) => subnets),
  };
}
