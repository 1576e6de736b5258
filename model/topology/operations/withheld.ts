import type { PlannedResource, Urn } from "../../plan";
import { flag, isUnknown, number } from "../../value";
import type { TopologyBuilder } from "../builder";
import type { Withheld } from "../topology";

/** Days that AWS waits where nothing else is said, for a key and for a secret alike. */
const DEFAULT_DAYS = 30;

/** Arguments that name the key by which a resource is encrypted. */
const KEYED: { readonly [type: string]: readonly string[] } = {
  "rds/Instance": ["kmsKeyId"],
  "rds/Cluster": ["kmsKeyId"],
  "docdb/Cluster": ["kmsKeyId"],
  "neptune/Cluster": ["kmsKeyArn"],
  "dynamodb/Table": ["serverSideEncryption"],
  "efs/FileSystem": ["kmsKeyId"],
  "elasticache/ReplicationGroup": ["kmsKeyId"],
  "opensearch/Domain": ["encryptAtRest"],
  "redshift/Cluster": ["kmsKeyId"],
  "sqs/Queue": ["kmsMasterKeyId"],
  "sns/Topic": ["kmsMasterKeyId"],
  "kinesis/Stream": ["kmsKeyId"],
  "s3/Bucket": ["serverSideEncryptionConfiguration"],
  "ec2/Instance": ["rootBlockDevice", "ebsBlockDevices"],
  "ec2/LaunchTemplate": ["blockDeviceMappings"],
  "lambda/Function": ["kmsKeyArn"],
};

/** Where workloads learn a secret. */
const READING: readonly (readonly [type: string, property: string])[] = [
  ["ecs/TaskDefinition", "containerDefinitions"],
  ["lambda/Function", "environment"],
  ["ec2/LaunchTemplate", "userData"],
  ["ec2/Instance", "userData"],
  ["rds/Proxy", "auths"],
];

/** Keys and secrets of the program, each with the tiers that stand still without it. */
export function readWithheld(builder: TopologyBuilder): readonly Withheld[] {
  const keys = needing(builder, "kms/Key", keyed(builder)).map(([key, needed]) => ({
    urn: key.urn,
    kind: "key" as const,
    windowDays: daysOf(key.inputs.deletionWindowInDays),
    region: flag(key.inputs.multiRegion) === true ? null : builder.regionOf(key),
    needed,
  }));
  const secrets = needing(builder, "secretsmanager/Secret", READING).map(([secret, needed]) => ({
    urn: secret.urn,
    kind: "secret" as const,
    windowDays: daysOf(secret.inputs.recoveryWindowInDays),
    region: secret.inputs.replicas === undefined ? builder.regionOf(secret) : null,
    needed,
  }));
  return [...keys, ...secrets];
}

function keyed({ index }: TopologyBuilder): readonly (readonly [string, string])[] {
  const pairs = Object.entries(KEYED).flatMap(([type, properties]) => properties.map((each) => [type, each] as const));
  return [
    ...pairs.filter(([type]) => index.ofType(type).length > 0),
    ["s3/BucketServerSideEncryptionConfiguration", "rules"],
  ];
}

function needing(
  builder: TopologyBuilder,
  type: string,
  by: readonly (readonly [string, string])[],
): readonly (readonly [PlannedResource, readonly Urn[]])[] {
  const { index } = builder;
  return index.ofType(type).flatMap((each) => {
    const users = by.flatMap(([user, property]) => index.referring(each, user, property));
    const tiers = users.flatMap((user) => ownersOf(builder, user));
    const copies = [...builder.tiers.values()].filter(({ copyOf }) => copyOf !== null && tiers.includes(copyOf));
    // A replica in the region of its source is encrypted under the same key.
    const alike = copies.filter(({ copyOf, region }) => builder.tiers.get(copyOf ?? "")?.region === region);
    const needed = new Set([...tiers, ...(type === "kms/Key" ? alike.map(({ urn }) => urn) : [])]);
    return needed.size === 0 ? [] : [[each, [...needed]] as const];
  });
}

/** The tiers that a resource is part of, or says more about. */
function ownersOf(builder: TopologyBuilder, resource: PlannedResource): readonly Urn[] {
  const { index } = builder;
  const own = builder.tierOf(resource);
  if (own) return [own.urn];
  const others = [
    ...index.referring(resource, "ecs/Service", "taskDefinition"),
    ...index.referred(resource, "bucket", "s3/Bucket"),
  ];
  return others.map((other) => builder.tierOf(other)?.urn).filter((urn) => urn !== undefined);
}

function daysOf(value: PlannedResource["inputs"][string] | undefined): number | null {
  return isUnknown(value) ? null : (number(value) ?? DEFAULT_DAYS);
}
