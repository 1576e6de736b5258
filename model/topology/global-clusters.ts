import type { PlannedResource } from "../plan";
import type { PlanIndex } from "./plan-index";

/** Arguments that only the cluster which takes the writes has: where its first user or its data comes from. */
const OF_PRIMARY = ["masterUsername", "snapshotIdentifier", "restoreToPointInTime", "s3Import"];

/**
 * The cluster that a secondary of a global database copies, in another region as a rule; undefined for the primary itself,
 * and where the plan does not tell the two apart.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
 */
export function primaryOf(index: PlanIndex, cluster: PlannedResource): PlannedResource | undefined {
  const database = index.one(cluster, "globalClusterIdentifier", "rds/GlobalCluster");
  if (database === undefined || isPrimary(cluster)) return undefined;
  const primaries = index.referring(database, "rds/Cluster", "globalClusterIdentifier").filter(isPrimary);
  return primaries.length === 1 ? primaries[0] : undefined;
}

function isPrimary({ inputs }: PlannedResource): boolean {
  return OF_PRIMARY.some((property) => inputs[property] !== undefined);
}
