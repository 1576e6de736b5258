import type { PlannedResource } from "../plan";
import { flag, isUnknown, list, number, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { Placement, Tier, TierKind } from "./topology";

/** How many members a store of a kind has, and over how many zones AWS spreads them. */
interface Spread {
  readonly count: number | null;
  readonly zoneCount: number | null;
}

interface Reader {
  readonly type: string;
  readonly kind: TierKind;
  readonly spread: (inputs: PlannedResource["inputs"]) => Spread;
  /** Whether it is nobody's single point of failure unless a workload is seen to name it. */
  readonly aside?: boolean;
  /** Where its subnets are written. */
  readonly subnets?: readonly [property: string, within?: string];
}

/** Stores that say in their arguments how many members they have. Defaults are those of the AWS provider. */
const READERS: readonly Reader[] = [
  { type: "memorydb/Cluster", kind: "database", spread: memory },
  { type: "dax/Cluster", kind: "cache", spread: ({ replicationFactor }) => even(number(replicationFactor) ?? 1) },
  { type: "opensearch/Domain", kind: "database", spread: search },
  { type: "elasticsearch/Domain", kind: "database", spread: search },
  { type: "opensearch/ServerlessCollection", kind: "database", spread: collection },
  {
    type: "docdb/ElasticCluster",
    kind: "database",
    spread: ({ shardInstanceCount }) =>
      isUnknown(shardInstanceCount) ? { count: null, zoneCount: null } : even(number(shardInstanceCount) ?? 2),
  },
  { type: "mq/Broker", kind: "broker", spread: broker },
  {
    type: "msk/Cluster",
    kind: "broker",
    spread: ({ numberOfBrokerNodes, brokerNodeGroupInfo }) => ({
      count: number(numberOfBrokerNodes) ?? null,
      zoneCount: list(record(brokerNodeGroupInfo).clientSubnets).length || null,
    }),
    subnets: ["brokerNodeGroupInfo", "clientSubnets"],
  },
  { type: "fsx/WindowsFileSystem", kind: "store", spread: fileServer },
  { type: "fsx/OntapFileSystem", kind: "store", spread: fileServer },
  { type: "fsx/OpenZfsFileSystem", kind: "store", spread: fileServer },
  // Lustre is in one zone, whatever its arguments. What only jobs read, nobody is seen to name.
  { type: "fsx/LustreFileSystem", kind: "store", spread: () => even(1), aside: true },
  { type: "timestreaminfluxdb/DbInstance", kind: "database", spread: influx },
  // Analysts ask a warehouse on their own; what users wait for names it.
  { type: "redshift/Cluster", kind: "database", spread: warehouse, aside: true },
  { type: "lightsail/Database", kind: "database", spread: lightsail },
];

/** Those of which AWS brings back no single member by itself, or not with its data in another zone. */
const KEEPS_NOTHING_ELSEWHERE = new Set([
  "fsx/WindowsFileSystem",
  "fsx/OntapFileSystem",
  "fsx/OpenZfsFileSystem",
  "fsx/LustreFileSystem",
  "timestreaminfluxdb/DbInstance",
  "lightsail/Database",
]);

export function readOtherStores(builder: TopologyBuilder): void {
  for (const { type, kind, spread, subnets, aside = false } of READERS) {
    for (const resource of builder.index.ofType(type)) {
      const { count, zoneCount } = spread(resource.inputs);
      const placed = subnets ? placedBy(builder, resource, ...subnets) : undefined;
      builder.tier(resource, kind, {
        count,
        placement: placed ?? { zones: null, zoneCount, basis: "known", subnets: [] },
        healing:
          count === null ? "unknown" : count > 1 ? "standby" : KEEPS_NOTHING_ELSEWHERE.has(type) ? "none" : "replaced",
        stateful: kind !== "cache",
        aside,
      } satisfies Partial<Tier>);
    }
  }
}

function placedBy(builder: TopologyBuilder, resource: PlannedResource, property: string, within?: string): Placement {
  const value = resource.inputs[property];
  return builder.placer.bySubnets(resource, property, within === undefined ? value : record(value)[within], "data");
}

/** AWS puts members of these into different zones as far as it can. */
function even(count: number): Spread {
  return { count, zoneCount: count > 1 ? 2 : 1 };
}

/** One replica a shard unless it says otherwise. */
function memory({ numReplicasPerShard }: PlannedResource["inputs"]): Spread {
  if (isUnknown(numReplicasPerShard)) return { count: null, zoneCount: null };
  return even((number(numReplicasPerShard) ?? 1) + 1);
}

function search({ clusterConfig }: PlannedResource["inputs"]): Spread {
  const config = record(clusterConfig);
  if (isUnknown(config.instanceCount) || isUnknown(config.zoneAwarenessEnabled))
    return { count: null, zoneCount: null };
  const count = number(config.instanceCount) ?? 1;
  const aware = flag(config.zoneAwarenessEnabled) === true;
  const zones = number(record(config.zoneAwarenessConfig).availabilityZoneCount) ?? 2;
  return { count, zoneCount: aware ? Math.min(count, zones) : 1 };
}

/** Serverless search stands by in another zone unless it was told not to. */
function collection({ standbyReplicas }: PlannedResource["inputs"]): Spread {
  if (isUnknown(standbyReplicas)) return { count: null, zoneCount: null };
  return even(text(standbyReplicas) === "DISABLED" ? 1 : 2);
}

function broker({ deploymentMode }: PlannedResource["inputs"]): Spread {
  if (isUnknown(deploymentMode)) return { count: null, zoneCount: null };
  const mode = text(deploymentMode) ?? "SINGLE_INSTANCE";
  return mode === "SINGLE_INSTANCE" ? even(1) : even(mode === "CLUSTER_MULTI_AZ" ? 3 : 2);
}

function fileServer({ deploymentType }: PlannedResource["inputs"]): Spread {
  if (isUnknown(deploymentType)) return { count: null, zoneCount: null };
  return even((text(deploymentType) ?? "SINGLE_AZ_1").startsWith("MULTI_AZ") ? 2 : 1);
}

function influx({ deploymentType }: PlannedResource["inputs"]): Spread {
  if (isUnknown(deploymentType)) return { count: null, zoneCount: null };
  return even(text(deploymentType) === "WITH_MULTIAZ_STANDBY" ? 2 : 1);
}

/** In one zone unless asked otherwise: several nodes share the data out, and a lost one is replaced from the others. */
function warehouse({ multiAz, numberOfNodes, clusterType }: PlannedResource["inputs"]): Spread {
  if (isUnknown(multiAz)) return { count: null, zoneCount: null };
  if (flag(multiAz) === true) return even(2);
  const nodes = text(clusterType) === "single-node" ? 1 : (number(numberOfNodes) ?? 1);
  return { count: nodes, zoneCount: 1 };
}

/** The size's name tells whether there is a standby, as in `micro_ha_2_0`. */
function lightsail({ bundleId }: PlannedResource["inputs"]): Spread {
  const size = text(bundleId);
  if (size === undefined) return { count: null, zoneCount: null };
  return even(size.includes("_ha_") ? 2 : 1);
}
