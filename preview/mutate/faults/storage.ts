import type { PlannedResource } from "../../../model/plan";
import { list, number, record } from "../../../model/value";
import { drop, remove, set, unprotected, where, without } from "../edit";
import type { Fault } from "./fault";

const isCopying = ({ inputs }: PlannedResource) => list(inputs.rules).some((each) => record(each).copyActions);
const REGION_IS_NOT_ASKED =
  "Production must survive the loss of a member and of a zone; only `critical: true` asks for the loss of a region.";

const OWN_BACKUPS =
  "Databases and tables keep backups of their own, from which they go back to any second of a week or more.";

/** What is done to tables, buckets, files, keys and backups. */
export const STORAGE_FAULTS: readonly Fault[] = [
  { name: "table: no point-in-time recovery", type: "dynamodb/Table", edit: drop("pointInTimeRecovery") },
  { name: "table: may be deleted", type: "dynamodb/Table", edit: unprotected("deletionProtectionEnabled") },
  {
    name: "table: no replica in another region",
    type: "dynamodb/Table",
    edit: drop("replicas"),
    harmless: { reason: REGION_IS_NOT_ASKED },
  },
  {
    name: "bucket: no versions",
    type: "s3/BucketVersioning",
    edit: set("versioningConfiguration.status", "Suspended"),
  },
  { name: "bucket: versions removed", type: "s3/BucketVersioning", edit: remove },
  { name: "bucket: public access not blocked", type: "s3/BucketPublicAccessBlock", edit: remove },
  {
    name: "bucket: public policies allowed",
    type: "s3/BucketPublicAccessBlock",
    edit: set("blockPublicPolicy", false),
  },
  {
    name: "bucket: no encryption of its own",
    type: "s3/BucketServerSideEncryptionConfiguration",
    edit: remove,
    harmless: { reason: "Since January 2023 S3 encrypts each new object itself." },
  },
  { name: "bucket: emptied with the stack", type: "s3/Bucket", edit: unprotected("forceDestroy", true) },
  {
    name: "bucket: nothing expires",
    type: "s3/BucketLifecycleConfiguration",
    edit: remove,
    harmless: { reason: "Old versions that are kept cost money, and no request fails." },
  },
  {
    name: "bucket: replication removed",
    type: "s3/BucketReplicationConfig",
    edit: remove,
    harmless: { reason: REGION_IS_NOT_ASKED },
  },
  {
    name: "files: one mount target",
    type: "efs/MountTarget",
    edit: where((each, plan) => plan.resources.filter(({ type }) => type === each.type).length > 1, remove),
  },
  { name: "backups: plan without a selection", type: "backup/Selection", edit: remove },
  { name: "backups: plan removed", type: "backup/Plan", edit: remove, harmless: { reason: OWN_BACKUPS } },
  {
    name: "backups: no copy elsewhere",
    type: "backup/Plan",
    edit: where(isCopying, without("rules", "copyActions")),
    harmless: { reason: "Each database and table has a replica in the other region, where it has backups of its own." },
  },
  { name: "backups: vault emptied with the stack", type: "backup/Vault", edit: unprotected("forceDestroy", true) },
  {
    name: "key: gone in a week",
    type: "kms/Key",
    edit: where(({ inputs }) => (number(inputs.deletionWindowInDays) ?? 30) > 7, set("deletionWindowInDays", 7)),
  },
  { name: "key: switched off", type: "kms/Key", edit: set("isEnabled", false) },
  { name: "secret: deleted at once", type: "secretsmanager/Secret", edit: set("recoveryWindowInDays", 0) },
];
