import { reveal } from "../../value";
import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, type Component, gap, hourly } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { product } from "../usage";
import { REPLICATION_GROUP, SCALING_TARGET } from "./types";

interface Nodes {
  readonly engine: string;
  readonly nodeType: string;
  readonly count: number;
  readonly autoscaled: boolean;
}

/** A replication group of Redis or Valkey: every node of every shard. */
export const replicationGroup: Pricer = (resource, context) =>
  part(() => {
    const group = new Arguments(resource.inputs);
    const scaled = scalingFloors(context);
    const sharded = legacyCluster(group);
    const shards = scaled.NodeGroups ?? sharded.number("numNodeGroups");
    const replicas = scaled.Replicas ?? sharded.number("replicasPerNodeGroup") ?? 0;
    const single = group.number("numCacheClusters") ?? group.number("numberCacheClusters") ?? 1;
    const count = shards === undefined ? single : shards * (replicas + 1);
    const nodes = {
      engine: group.text("engine") ?? "redis",
      nodeType: group.neededText("nodeType"),
      count,
      autoscaled: Object.keys(scaled).length > 0,
    };
    return [...nodeHours(nodes), ...part(() => snapshots(group, nodes.engine, context))];
  });

/** Providers before version 6 keep shards and replicas in a block. */
function legacyCluster(group: Arguments): Arguments {
  return group.has("numNodeGroups") || !group.has("clusterMode") ? group : group.record("clusterMode");
}

/** A cache cluster of its own; one that joins a replication group is counted there. */
export const cacheCluster: Pricer = (resource, context) =>
  part(() => {
    const cluster = new Arguments(resource.inputs);
    const group = context.referenced("replicationGroupId", REPLICATION_GROUP)[0];
    if (group !== undefined) return [];
    if (reveal(resource.inputs.replicationGroupId) !== undefined)
      return beyondInfracost([gap("its replication group is not in the plan")]);
    const engine = cluster.text("engine") ?? cluster.neededText("engine");
    const count = cluster.number("numCacheNodes") ?? 1;
    const nodes = { engine, nodeType: cluster.neededText("nodeType"), count, autoscaled: false };
    return [...nodeHours(nodes), ...part(() => snapshots(cluster, engine, context))];
  });

function nodeHours(nodes: Nodes): readonly Component[] {
  const scaling = nodes.autoscaled ? ", autoscaling" : "";
  const item = `ElastiCache (on-demand, ${nodes.nodeType}${scaling})`;
  const infracostKind = nodes.autoscaled ? "usage" : "fixed";
  return [hourly(item, `elasticache.${nodes.engine.toLowerCase()}.${nodes.nodeType}`, nodes.count, { infracostKind })];
}

/** One snapshot is free; each further day of retention keeps another. */
function snapshots(cluster: Arguments, engine: string, context: PricingContext): readonly Component[] {
  const kept = cluster.number("snapshotRetentionLimit") ?? 0;
  if (engine.toLowerCase() === "memcached" || kept <= 1) return [];
  const size = product(context.usage.number("snapshot_storage_size_gb"), kept - 1);
  return [
    byUsage(
      "Backup storage",
      "elasticache.backup",
      size,
      "GB",
      engine.toLowerCase() === "redis" ? {} : { beyondInfracost: true },
    ),
  ];
}

/** Smallest node groups and replicas where Application Auto Scaling sets them. */
function scalingFloors(context: PricingContext): { readonly [dimension: string]: number } {
  const targets = context.referrers(SCALING_TARGET).map((target) => new Arguments(target.inputs));
  return Object.fromEntries(
    targets.flatMap((target) => {
      const dimension = target.text("scalableDimension")?.split(":").pop();
      const floor = target.number("minCapacity");
      return dimension === undefined || floor === undefined ? [] : [[dimension, floor]];
    }),
  );
}
