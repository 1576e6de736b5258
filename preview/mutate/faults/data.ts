import type { Plan, PlannedResource, Urn } from "../../../model/plan";
import { list, text, UNKNOWN } from "../../../model/value";
import { all, drop, type Edit, oneSubnet, refer, remove, set, unprotected, where } from "../edit";
import type { Fault } from "./fault";

const DATABASE = "rds/Instance";
/** What learns of a database by a secret. */
const READERS = new Set(["aws:ecs/taskDefinition:TaskDefinition", "aws:ec2/launchTemplate:LaunchTemplate"]);
const CACHE = "elasticache/ReplicationGroup";

const isPrimary = ({ inputs }: PlannedResource) => inputs.replicateSourceDb === undefined;
const isReplica = (each: PlannedResource) => !isPrimary(each);
const ofPrimary = (name: string, edit: Edit): Fault => ({
  name: `database: ${name}`,
  type: DATABASE,
  edit: where(isPrimary, edit),
});
const oneNode = all(
  set("numCacheClusters", 1),
  drop("replicasPerNodeGroup"),
  set("automaticFailoverEnabled", false),
  set("multiAzEnabled", false),
);

/** Makes what was told the name that readers use use the first replica's own instead. */
const oneReplica: Edit = (resource, plan) => {
  const told = resource.propertyDependencies.secretString ?? [];
  const replicas = plan.resources.filter((each) => told.includes(each.urn) && isReplica(each) && isDatabase(each));
  const readers = plan.resources.filter((each) => told.includes(each.urn) && each.type.startsWith("aws:route53/"));
  const [first] = replicas;
  if (first === undefined || readers.length === 0) return undefined;
  const left = new Set([...replicas.slice(1), ...readers].map(({ urn }) => urn));
  return refer(
    "secretString",
    UNKNOWN,
    told.filter((urn) => !left.has(urn)),
  )(resource, plan);
};
/** The secrets in which tasks and servers are told of a database. */
const toldTo = (plan: Plan, urn: Urn): readonly PlannedResource[] => {
  const read = new Set(
    plan.resources
      .filter(({ type }) => READERS.has(type))
      .flatMap(({ propertyDependencies }) => Object.values(propertyDependencies).flat()),
  );
  return plan.resources.filter(
    ({ propertyDependencies: { secretString, secretId } }) =>
      secretString?.includes(urn) && secretId?.some((secret) => read.has(secret)),
  );
};
/** Whether readers are told of the replicas one by one as well, as in the map of shards. */
const isToldOtherwise = (secret: PlannedResource, plan: Plan): boolean => {
  const told = secret.propertyDependencies.secretString ?? [];
  const replicas = plan.resources.filter((each) => told.includes(each.urn) && isReplica(each) && isDatabase(each));
  return replicas.some(({ urn }) => toldTo(plan, urn).some((each) => each.urn !== secret.urn));
};
/** Whether the replica is in another region than what it copies, which it names by ARN then. */
const isElsewhere = (replica: PlannedResource, plan: Plan): boolean => {
  const source = plan.resources.find(({ urn }) => replica.propertyDependencies.replicateSourceDb?.includes(urn));
  return source !== undefined && source.provider !== replica.provider;
};
/** Whether several members stand behind the name that the replica is read by, and nobody is told the replica itself alone. */
const isReadByName = ({ urn }: PlannedResource, plan: Plan): boolean => {
  const records = plan.resources.filter(({ type }) => type === "aws:route53/record:Record");
  const names = records
    .filter(({ propertyDependencies }) => propertyDependencies.records?.includes(urn))
    .map(({ inputs }) => text(inputs.name));
  const leading = records.filter(({ inputs }) => names.includes(text(inputs.name)));
  const byName = toldTo(plan, urn).some(({ propertyDependencies }) =>
    leading.some((record) => propertyDependencies.secretString?.includes(record.urn)),
  );
  return leading.length > 1 && byName;
};
const isDatabase = ({ type }: PlannedResource) => type === "aws:rds/instance:Instance";

/** What is done to databases, caches and what they are reached by. */
export const DATA_FAULTS: readonly Fault[] = [
  ofPrimary("standby switched off", set("multiAz", false)),
  ofPrimary("no backups", set("backupRetentionPeriod", 0)),
  ofPrimary("backups of one day", set("backupRetentionPeriod", 1)),
  ofPrimary("may be deleted", unprotected("deletionProtection")),
  ofPrimary("no final snapshot", set("skipFinalSnapshot", true)),
  ofPrimary("not encrypted", set("storageEncrypted", false)),
  ofPrimary("public", set("publiclyAccessible", true)),
  ofPrimary("password in the program", all(drop("password"), set("password", "correct-horse-battery"))),
  {
    name: "database: a replica removed",
    type: DATABASE,
    edit: where(isReplica, remove),
    harmless: {
      where: (each, plan) => isReadByName(each, plan) || isElsewhere(each, plan),
      reason:
        "Readers use a name that the other replicas, and at last the primary, stand behind; a copy in a second region is " +
        "asked for by `critical: true` alone.",
    },
  },
  {
    name: "database: readers use one replica's own endpoint",
    type: "secretsmanager/SecretVersion",
    edit: oneReplica,
    harmless: {
      where: isToldOtherwise,
      reason: "The map of shards, which readers go by, names every replica of a shard beside its primary.",
    },
  },
  { name: "database proxy: one zone", type: "rds/Proxy", edit: oneSubnet("vpcSubnetIds") },
  { name: "cache: one node", type: CACHE, edit: oneNode },
  {
    name: "cache: no failover",
    type: CACHE,
    edit: all(set("automaticFailoverEnabled", false), set("multiAzEnabled", false)),
  },
  {
    name: "cache: zones left to chance",
    type: CACHE,
    edit: set("multiAzEnabled", false),
    harmless: {
      where: ({ inputs }) => new Set(list(inputs.preferredCacheClusterAzs).map(text)).size > 1,
      reason: "Nodes that are placed in different zones by name stay there without `multiAzEnabled`.",
    },
  },
  { name: "cache: plain on the wire", type: CACHE, edit: set("transitEncryptionEnabled", false) },
  { name: "cache: plain on disk", type: CACHE, edit: set("atRestEncryptionEnabled", false) },
];
