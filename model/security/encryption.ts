import type { PlannedResource } from "../plan";
import type { PlanIndex } from "../topology/plan-index";
import { flag, isUnknown, list, type PropertyMap, record } from "../value";

/** A resource that holds data, and the argument by which it would be encrypted. */
export interface Unencrypted {
  readonly resource: PlannedResource;
  readonly argument: string;
  /** False where the plan does not tell the argument's value. */
  readonly known: boolean;
}

interface Check {
  readonly types: readonly string[];
  readonly arguments: readonly string[];
  /** Whether the check concerns this resource at all. */
  readonly applies?: (resource: PlannedResource, index: PlanIndex) => boolean;
}

/**
 * What is not encrypted unless one asks for it. Left out: S3, SQS and DynamoDB, which AWS encrypts by itself (S3 since
 * January 2023, SQS by SSE-SQS, DynamoDB always).
 */
const CHECKS: readonly Check[] = [
  {
    types: ["rds/Instance"],
    arguments: ["storageEncrypted"],
    // A replica in the same region takes it from its source, a snapshot's copy from the snapshot.
    applies: ({ inputs }) => inputs.replicateSourceDb === undefined && inputs.snapshotIdentifier === undefined,
  },
  {
    types: ["rds/Cluster"],
    arguments: ["storageEncrypted"],
    applies: ({ inputs }) => inputs.snapshotIdentifier === undefined && inputs.engineMode !== "serverless",
  },
  {
    types: ["ebs/Volume", "efs/FileSystem"],
    arguments: ["encrypted"],
    applies: ({ inputs }) => inputs.snapshotId === undefined,
  },
  { types: ["docdb/Cluster", "neptune/Cluster"], arguments: ["storageEncrypted"] },
  {
    types: ["elasticache/ReplicationGroup"],
    arguments: ["atRestEncryptionEnabled", "transitEncryptionEnabled"],
    applies: ({ inputs }) => inputs.globalReplicationGroupId === undefined,
  },
];

/** Disks that are declared inside another resource. */
const DISKS: { readonly [type: string]: readonly string[] } = {
  "ec2/Instance": ["rootBlockDevice", "ebsBlockDevices"],
  "ec2/LaunchTemplate": ["blockDeviceMappings"],
};

/** Everything that holds data and is not encrypted, or not known to be. */
export function unencryptedStores(index: PlanIndex): readonly Unencrypted[] {
  const stores = CHECKS.flatMap((check) =>
    index
      .ofType(...check.types)
      .filter((resource) => check.applies?.(resource, index) ?? true)
      .flatMap((resource) =>
        check.arguments.flatMap((argument) => judged(resource, resource.inputs, argument, argument)),
      ),
  );
  return [...stores, ...disks(index)];
}

function disks(index: PlanIndex): readonly Unencrypted[] {
  return Object.entries(DISKS).flatMap(([type, properties]) =>
    index.ofType(type).flatMap((resource) => properties.flatMap((property) => disksIn(resource, property))),
  );
}

/** An instance's root disk exists also where nothing is said of it; a launch template's comes with its image. */
function disksIn(resource: PlannedResource, property: string): readonly Unencrypted[] {
  const value = resource.inputs[property];
  if (property === "rootBlockDevice" && resource.inputs.launchTemplate === undefined) {
    return judged(resource, record(value), "encrypted", "rootBlockDevice.encrypted");
  }
  return list(value)
    .map(record)
    .map((disk) => (disk.ebs === undefined ? disk : record(disk.ebs)))
    .filter((disk) => disk.snapshotId === undefined && disk.noDevice === undefined)
    .flatMap((disk, i) => judged(resource, disk, "encrypted", `${property}[${i}].encrypted`));
}

function judged(
  resource: PlannedResource,
  values: PropertyMap,
  property: string,
  argument: string,
): readonly Unencrypted[] {
  if (flag(values[property]) === true) return [];
  return [{ resource, argument, known: !isUnknown(values[property]) }];
}
