import { singlePointsOfFailure } from "../../model/failures";
import { rule } from "../rule";
import { verdictOf } from "./single-point-verdict";

/**
 * A cache of one node is away for minutes when the node is, and comes back empty: every request then falls on the
 * database at once. A cache that may be lost can be exempted; the plan does not show which may.
 */
export const cacheSurvivesANode = rule({
  name: "cache-survives-a-node",
  displayName: "Caches survive a node",
  description: "A cache must have a replica in a second availability zone that takes over by itself.",
  severity: "medium",
  kind: "reachability",
  tags: ["availability"],
  remediationSteps:
    "Set `numCacheClusters: 2` or more (or `replicasPerNodeGroup: 1` or more), `automaticFailoverEnabled: true` and " +
    "`multiAzEnabled: true` on the replication group.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
  judge: ({ topology }) =>
    singlePointsOfFailure(topology)
      .filter((point) => point.tier.kind === "cache")
      .map(verdictOf),
});
