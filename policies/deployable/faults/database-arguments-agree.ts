import type { PlannedResource } from "../../../model/plan";
import { flag, isUnknown, number, text, type Value } from "../../../model/value";
import { type Faults, isDeployed, isSet } from "../../each-resource";
import type { Subject } from "../../subject";

export function instanceFaults(instance: PlannedResource): Faults {
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

export function commonFaults(database: PlannedResource): Faults {
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

export function clusterFaults({ inputs, ...cluster }: PlannedResource): Faults {
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

export function memberFaults({ index }: Subject, member: PlannedResource): Faults {
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
