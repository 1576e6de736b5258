import type { PlannedResource } from "../plan";
import { flag, isUnknown, list, number, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import { primaryOf } from "./global-clusters";
import { type Healing, type Placement, UNPLACED } from "./topology";

/** Clusters of instances that share their storage, and the type of an instance of each. */
const CLUSTERS: { readonly [type: string]: string } = {
  "rds/Cluster": "rds/ClusterInstance",
  "docdb/Cluster": "docdb/ClusterInstance",
  "neptune/Cluster": "neptune/ClusterInstance",
};

/** Databases, caches, queues and stores: what holds the data. */
export function readData(builder: TopologyBuilder): void {
  for (const instance of builder.index.ofType("rds/Instance")) readInstance(builder, instance);
  for (const [type, member] of Object.entries(CLUSTERS)) {
    for (const cluster of builder.index.ofType(type)) readCluster(builder, cluster, member);
  }
  for (const proxy of builder.index.ofType("rds/Proxy")) readProxy(builder, proxy);
  for (const group of builder.index.ofType("elasticache/ReplicationGroup")) readReplicationGroup(builder, group);
  for (const cluster of builder.index.ofType("elasticache/Cluster")) readCacheCluster(builder, cluster);
  for (const cache of builder.index.ofType("elasticache/ServerlessCache")) builder.tier(cache, "cache");
  for (const queue of builder.index.ofType("sqs/Queue")) builder.tier(queue, "queue");
  for (const store of builder.index.ofType("s3/Bucket")) builder.tier(store, "store");
  for (const table of builder.index.ofType("dynamodb/Table")) readTable(builder, table);
  for (const files of builder.index.ofType("efs/FileSystem")) readFiles(builder, files);
}

/** A table, and the regions that it is copied to and may be written in. */
function readTable(builder: TopologyBuilder, table: PlannedResource): void {
  const replicas = list(table.inputs.replicas).map((replica) => text(record(replica).regionName));
  builder.tier(table, "store", { otherRegions: replicas.filter((region) => region !== undefined) });
}

function readInstance(builder: TopologyBuilder, instance: PlannedResource): void {
  const { inputs } = instance;
  const source = builder.index.one(instance, "replicateSourceDb", "rds/Instance", "rds/Cluster");
  const isReplica = inputs.replicateSourceDb !== undefined;
  const multiAz = isUnknown(inputs.multiAz) ? undefined : (flag(inputs.multiAz) ?? false);
  const group = placeByGroup(builder, source && inputs.dbSubnetGroupName === undefined ? source : instance);
  const zone = text(inputs.availabilityZone);
  const single: Placement = zone
    ? { zones: [zone], zoneCount: 1, basis: "known", subnets: group.subnets }
    : { ...group, zoneCount: 1 };
  builder.tier(instance, isReplica ? "replica" : "database", {
    count: multiAz === undefined ? null : multiAz ? 2 : 1,
    placement: multiAz === undefined ? { ...group, zoneCount: null } : multiAz ? { ...group, zoneCount: 2 } : single,
    healing: multiAz === undefined ? "unknown" : multiAz ? "standby" : "none",
    copyOf: isReplica ? (source?.urn ?? null) : null,
    stateful: !isReplica,
  });
}

/** An Aurora cluster, or an RDS cluster that has two readable standbys. */
function readCluster(builder: TopologyBuilder, cluster: PlannedResource, member: string): void {
  const group = placeByGroup(builder, cluster);
  const primary = primaryOf(builder.index, cluster);
  const standbys = cluster.inputs.dbClusterInstanceClass !== undefined;
  const instances = builder.index.referring(cluster, member, "clusterIdentifier");
  const count = standbys ? 3 : instances.length;
  const zones = instances.map((each) => text(each.inputs.availabilityZone));
  // Serverless v1 and DSQL: AWS makes the instance again in another zone by itself.
  if (text(cluster.inputs.engineMode) === "serverless")
    return void builder.tier(cluster, "database", { stateful: true });
  const placed = count > 0 && !zones.includes(undefined) && !standbys ? new Set(zones as string[]) : undefined;
  const spread = group.zones ? Math.min(count, group.zones.length) : null;
  builder.tier(cluster, primary ? "replica" : "database", {
    copyOf: primary?.urn ?? null,
    parts: [cluster.urn, ...instances.map((each) => each.urn)],
    count: count === 0 ? null : count,
    placement: placed
      ? { zones: [...placed].sort(), zoneCount: placed.size, basis: "known", subnets: group.subnets }
      : { ...group, zoneCount: count === 1 ? 1 : spread },
    healing: count > 1 ? "standby" : count === 1 ? "replaced" : "unknown",
    stateful: true,
  });
}

/** Connections that AWS pools before a database, in every zone that it was given a subnet of. */
function readProxy(builder: TopologyBuilder, proxy: PlannedResource): void {
  const { index, placer } = builder;
  const placement = placer.bySubnets(proxy, "vpcSubnetIds", proxy.inputs.vpcSubnetIds, "data");
  const tier = builder.tier(proxy, "proxy", { placement, inGivenZones: true });
  for (const target of index.referring(proxy, "rds/ProxyTarget", "dbProxyName")) {
    const database =
      index.one(target, "dbInstanceIdentifier", "rds/Instance") ??
      index.one(target, "dbClusterIdentifier", "rds/Cluster");
    builder.edge(tier, builder.tierOf(database), "request", `proxy target ${target.name}`);
  }
}

/** Files that EFS keeps in several zones, or in a single one where that was asked for. */
function readFiles(builder: TopologyBuilder, files: PlannedResource): void {
  const mounts = builder.index.referring(files, "efs/MountTarget", "fileSystemId");
  const zone = text(files.inputs.availabilityZoneName);
  const oneZone = files.inputs.availabilityZoneName !== undefined;
  const parts = [files.urn, ...mounts.map((each) => each.urn)];
  if (oneZone) {
    const known: Placement = { zones: [zone ?? ""], zoneCount: 1, basis: "known", subnets: [] };
    const placement = zone === undefined ? { ...UNPLACED, zoneCount: 1 } : known;
    return void builder.tier(files, "store", { parts, count: 1, healing: "none", placement });
  }
  // AWS allows one mount target a zone; through it, the zone's machines reach what is kept in several.
  const zones = mounts.map((mount) => builder.placer.single(mount, undefined, "subnetId").zones?.[0]);
  const placement: Placement = {
    zones: zones.includes(undefined) || zones.length === 0 ? null : [...new Set(zones as string[])].sort(),
    zoneCount: mounts.length || null,
    basis: "known",
    subnets: [],
  };
  builder.tier(files, "store", { parts, placement, inGivenZones: mounts.length > 0 });
}

function readReplicationGroup(builder: TopologyBuilder, group: PlannedResource): void {
  const { inputs } = group;
  const replicas = number(inputs.replicasPerNodeGroup);
  const count = number(inputs.numCacheClusters) ?? (replicas === undefined ? undefined : replicas + 1) ?? 1;
  const unsure = [inputs.numCacheClusters, inputs.replicasPerNodeGroup, inputs.automaticFailoverEnabled].some(
    isUnknown,
  );
  const failover = flag(inputs.automaticFailoverEnabled) === true && count > 1;
  const healing: Healing = unsure ? "unknown" : failover ? "standby" : "replaced";
  const subnets = placeByGroup(builder, group);
  const preferred = builder.placer.byZones(inputs.preferredCacheClusterAzs);
  const spread = flag(inputs.multiAzEnabled) === true ? Math.min(count, subnets.zones?.length ?? count) : null;
  builder.tier(group, "cache", {
    count: unsure ? null : count,
    placement: preferred.zones ? preferred : { ...subnets, zoneCount: count === 1 ? 1 : spread },
    healing,
  });
}

/** A cluster without replicas: one Redis node, or Memcached nodes that each hold a part. */
function readCacheCluster(builder: TopologyBuilder, cluster: PlannedResource): void {
  const { inputs } = cluster;
  if (inputs.replicationGroupId !== undefined) return;
  const count = isUnknown(inputs.numCacheNodes) ? null : (number(inputs.numCacheNodes) ?? 1);
  const subnets = placeByGroup(builder, cluster);
  const zone = text(inputs.availabilityZone);
  const crossZone = text(inputs.azMode) === "cross-az";
  const preferred = builder.placer.byZones(inputs.preferredAvailabilityZones);
  const spread = crossZone && count !== null ? Math.min(count, subnets.zones?.length ?? count) : 1;
  builder.tier(cluster, "cache", {
    count,
    placement: preferred.zones
      ? preferred
      : zone
        ? { ...subnets, zones: [zone], zoneCount: 1, basis: "known" }
        : { ...subnets, zoneCount: spread },
    healing: "replaced",
  });
}

/** Placement by the subnet group that a resource names. */
function placeByGroup(builder: TopologyBuilder, resource: PlannedResource): Placement {
  const { index, placer } = builder;
  const group =
    index.one(resource, "dbSubnetGroupName", "rds/SubnetGroup", "docdb/SubnetGroup") ??
    index.one(resource, "neptuneSubnetGroupName", "neptune/SubnetGroup") ??
    index.one(resource, "subnetGroupName", "elasticache/SubnetGroup");
  if (group) return placer.bySubnets(group, "subnetIds", group.inputs.subnetIds, "data");
  const zones = resource.inputs.availabilityZones;
  return list(zones).length > 0 ? placer.byZones(zones) : placer.byZones(undefined);
}
