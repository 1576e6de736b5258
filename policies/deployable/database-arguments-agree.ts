import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown, number, text, type Value } from "../../model/value";
import { type Faults, faultsOf, isDeployed, isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** RDS takes each of these arguments, but not together. */
export const databaseArgumentsAgree = rule({
  name: "database-arguments-agree",
  displayName: "Database arguments agree",
  description: "The arguments of a database must not contradict each other or its cluster.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "data"],
  remediationSteps: "Leave out one of the two arguments that the finding names, or add the one that it misses.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  about: ["rds/Instance", "rds/Cluster", "rds/ClusterInstance"],
  judge: (subject) => [
    ...faultsOf(subject, ["rds/Instance"], instanceFaults),
    ...faultsOf(subject, ["rds/Instance", "rds/Cluster"], commonFaults),
    ...faultsOf(subject, ["rds/Cluster"], clusterFaults),
    ...faultsOf(subject, ["rds/ClusterInstance"], (member) => memberFaults(subject, member)),
  ],
});

function instanceFaults(instance: PlannedResource): Faults {
  const { inputs } = instance;
  const storage = text(inputs.storageType);
  const [size, most, iops] = [inputs.allocatedStorage, inputs.maxAllocatedStorage, inputs.iops].map(number);
  const isNew = !isDeployed(instance);
  return [
    isNew &&
      flag(inputs.multiAz) === true &&
      isSet(inputs.availabilityZone) &&
      "has both `multiAz: true` and an `availabilityZone`",
    isNew &&
      (storage === "io1" || storage === "io2") &&
      !isSet(inputs.iops) &&
      `has \`storageType: "${storage}"\` without \`iops\``,
    isNew &&
      storage === "gp2" &&
      iops !== undefined &&
      iops > 0 &&
      'has `iops` with `storageType: "gp2"`, which takes none',
    isNew &&
      storage === "gp3" &&
      text(inputs.engine) === "postgres" &&
      size !== undefined &&
      size < 400 &&
      iops !== undefined &&
      iops > 0 &&
      `has \`iops\` with ${size} GiB of gp3, where RDS takes it from 400 GiB on`,
    size !== undefined &&
      most !== undefined &&
      most > 0 &&
      most <= size &&
      `may grow to ${most} GiB (\`maxAllocatedStorage\`), not above its ${size} GiB`,
    isSet(inputs.replicateSourceDb) &&
      isNew &&
      isSet(inputs.username) &&
      "is a replica and has a `username`, which it takes from its source",
    isSet(inputs.replicateSourceDb) &&
      isNew &&
      isSet(inputs.dbName) &&
      "is a replica and has a `dbName`, which it takes from its source",
    !isSet(inputs.replicateSourceDb) &&
      !isSet(inputs.snapshotIdentifier) &&
      !isSet(inputs.restoreToPointInTime) &&
      !isSet(inputs.s3Import) &&
      isNew &&
      !isSet(inputs.allocatedStorage) &&
      !text(inputs.engine)?.startsWith("aurora") &&
      inputs.engine !== undefined &&
      !isUnknown(inputs.engine) &&
      "has no `allocatedStorage`",
  ];
}

function commonFaults(database: PlannedResource): Faults {
  const { inputs } = database;
  return [
    flag(inputs.manageMasterUserPassword) === true &&
      (isSet(inputs.password) || isSet(inputs.masterPassword)) &&
      "has a password of its own and `manageMasterUserPassword: true`",
    !isDeployed(database) &&
      isSet(inputs.kmsKeyId) &&
      !isSet(inputs.replicateSourceDb) &&
      isNotTrue(inputs.storageEncrypted) &&
      !isSet(inputs.replicationSourceIdentifier) &&
      !isSet(inputs.snapshotIdentifier) &&
      "has a `kmsKeyId` without `storageEncrypted: true`",
    (number(inputs.monitoringInterval) ?? 0) > 0 &&
      !isSet(inputs.monitoringRoleArn) &&
      "has a `monitoringInterval` without `monitoringRoleArn`",
    number(inputs.monitoringInterval) === 0 &&
      isSet(inputs.monitoringRoleArn) &&
      "has a `monitoringRoleArn` with `monitoringInterval: 0`",
  ];
}

function clusterFaults({ inputs, ...cluster }: PlannedResource): Faults {
  const engine = text(inputs.engine) ?? "";
  if (isDeployed({ inputs, ...cluster })) return [];
  if (engine.startsWith("aurora")) {
    return ["allocatedStorage", "dbClusterInstanceClass", "iops"].map(
      (each) => isSet(inputs[each]) && `is an Aurora cluster and has \`${each}\`, which is for Multi-AZ clusters`,
    );
  }
  if (engine !== "mysql" && engine !== "postgres") return [];
  return ["allocatedStorage", "dbClusterInstanceClass", "storageType"].map(
    (each) => !isSet(inputs[each]) && `is a Multi-AZ cluster and lacks \`${each}\``,
  );
}

function memberFaults({ index }: Subject, member: PlannedResource): Faults {
  const cluster = index.one(member, "clusterIdentifier", "rds/Cluster");
  const [own, its] = [text(member.inputs.engine), text(cluster?.inputs.engine)];
  return [
    own !== undefined &&
      its !== undefined &&
      own !== its &&
      `has \`engine: "${own}"\` in ${cluster?.name}, a cluster of ${its}`,
  ];
}

function isNotTrue(value: Value | undefined): boolean {
  return !isUnknown(value) && flag(value) !== true;
}
