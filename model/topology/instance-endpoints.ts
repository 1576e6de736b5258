import type { PlannedResource, Urn } from "../plan";
import { awsType } from "./aws-type";
import type { TopologyBuilder } from "./builder";
import type { Tier } from "./topology";

/** Members of clusters that have an endpoint of their own. */
const MEMBERS = new Set(["rds/ClusterInstance", "docdb/ClusterInstance", "neptune/ClusterInstance"]);

/**
 * The tier behind what a workload was told. Who names one instance of a cluster by its own endpoint does not follow when the
 * cluster fails over: for that caller the instance is alone. Who knows the cluster too uses that.
 * @param known what else the workload was told
 */
export function endpointTier(
  builder: TopologyBuilder,
  resource: PlannedResource,
  known: ReadonlySet<Urn>,
): Tier | undefined {
  const tier = builder.tierOf(resource);
  if (!tier || tier.urn === resource.urn || !MEMBERS.has(awsType(resource.type) ?? "")) return tier;
  // Of a cluster with one instance, the instance's endpoint is no worse than the cluster's.
  if (known.has(tier.urn) || tier.count === 1 || namesAll(builder, resource, known)) return tier;
  const before = builder.tiers.get(resource.urn);
  if (before) return before;
  return builder.endpoint(resource, {
    count: 1,
    placement: builder.placer.single(resource, resource.inputs.availabilityZone, "dbSubnetGroupName"),
    healing: "none",
    copyOf: null,
  });
}

/** Whether the workload was told every instance of the cluster, so that it may choose. */
function namesAll(builder: TopologyBuilder, resource: PlannedResource, known: ReadonlySet<Urn>): boolean {
  const tier = builder.tierOf(resource);
  const members = (tier?.parts ?? []).filter((urn) => urn !== tier?.urn);
  return members.length > 1 && members.every((urn) => known.has(urn));
}
