import type { PlannedResource } from "../../model/plan";
import { flag, list, number, record } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";

/** Failover needs somebody to fail over to; ElastiCache refuses a group that asks for it without. */
export const cacheFailoverHasANode = rule({
  name: "cache-failover-has-a-node",
  displayName: "Cache failover has a node",
  description:
    "A replication group with automatic failover must have a second node, and Multi-AZ needs automatic failover.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable"],
  remediationSteps:
    "Set `numCacheClusters: 2` (or `replicasPerNodeGroup: 1`) or more, and `automaticFailoverEnabled: true` with " +
    "`multiAzEnabled` and with several shards.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
  about: ["elasticache/ReplicationGroup"],
  judge: (subject) => faultsOf(subject, ["elasticache/ReplicationGroup"], groupFaults),
});

function groupFaults({ inputs }: PlannedResource): Faults {
  const failover = flag(inputs.automaticFailoverEnabled);
  const shards = number(inputs.numNodeGroups);
  const replicas = number(inputs.replicasPerNodeGroup);
  const nodes = number(inputs.numCacheClusters);
  const zones = list(inputs.preferredCacheClusterAzs).length;
  const sharded = shards !== undefined && shards > 1;
  return [
    failover === true &&
      nodes === 1 &&
      !sharded &&
      "asks for automatic failover (`automaticFailoverEnabled`) with one node (`numCacheClusters: 1`)",
    failover === true && shards === 1 && replicas === 0 && "asks for automatic failover of one shard without a replica",
    flag(inputs.multiAzEnabled) === true &&
      !isSet(inputs.globalReplicationGroupId) &&
      (failover === false || !isSet(inputs.automaticFailoverEnabled)) &&
      "asks for Multi-AZ (`multiAzEnabled`) without automatic failover (`automaticFailoverEnabled`)",
    sharded && failover === false && "has several shards (`numNodeGroups`) without automatic failover",
    nodes !== undefined &&
      zones > 0 &&
      zones !== nodes &&
      `names ${zones} zones in \`preferredCacheClusterAzs\` for ${nodes} nodes`,
    replicas !== undefined && replicas > 5 && `has ${replicas} replicas a shard, where ElastiCache takes 0 to 5`,
    list(inputs.logDeliveryConfigurations).map(record).length > 2 && "has more than two log deliveries",
  ];
}
