import type * as aws from "@pulumi/aws";
import type { Mistakes } from "./mistakes";

/** How long objects stay where, in days since they were written. */
export interface ObjectLifecycleArgs {
  /**
   * Days that replaced and deleted versions of an object are kept, 1 to 3650.
   * @default 30
   */
  readonly oldVersionDays?: number;
  /**
   * Days after which objects move to infrequent access (cheaper to keep, paid per GB read), 30 to 3650.
   * @default - never
   */
  readonly infrequentAccessAfterDays?: number;
  /**
   * Days after which objects move to Glacier instant retrieval (cheaper still, dearer to read, still read at once),
   * 30 days or more after infrequent access, to 3650.
   * @default - never
   */
  readonly archiveAfterDays?: number;
  /**
   * Days after which objects are deleted, later than they are moved, to 3650.
   * @default - never
   */
  readonly expireAfterDays?: number;
}

const DEFAULT_OLD_VERSION_DAYS = 30;
const ABANDONED_UPLOAD_DAYS = 7;
const MAX_DAYS = 3_650;
/** Days that S3 bills in infrequent access at least. docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const SHORTEST_STAY_DAYS = 30;

/** Notes what contradicts itself or AWS's limits. */
export function checkLifecycle(mistakes: Mistakes, args: ObjectLifecycleArgs): Mistakes {
  const { oldVersionDays = DEFAULT_OLD_VERSION_DAYS, infrequentAccessAfterDays: infrequent } = args;
  const { archiveAfterDays: archive, expireAfterDays: expire } = args;
  mistakes.requireRange("oldVersionDays", oldVersionDays, 1, MAX_DAYS);
  if (infrequent !== undefined) {
    mistakes.requireRange("infrequentAccessAfterDays", infrequent, SHORTEST_STAY_DAYS, MAX_DAYS);
  }
  if (archive !== undefined) {
    const earliest = infrequent === undefined ? 1 : infrequent + SHORTEST_STAY_DAYS;
    mistakes.requireRange("archiveAfterDays", archive, earliest, MAX_DAYS);
  }
  if (expire !== undefined) {
    mistakes.requireRange("expireAfterDays", expire, Math.max(infrequent ?? 0, archive ?? 0) + 1, MAX_DAYS);
  }
  return mistakes;
}

type Rule = aws.types.input.s3.BucketLifecycleConfigurationRule;

/** The rules of a bucket: one for what nobody sees any more, one for the objects themselves where it has anything to say. */
export function lifecycleRules(args: ObjectLifecycleArgs): Rule[] {
  const { oldVersionDays = DEFAULT_OLD_VERSION_DAYS, expireAfterDays } = args;
  const unseen: Rule = {
    id: "old-versions",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS },
  };
  const transitions = [
    { days: args.infrequentAccessAfterDays, storageClass: "STANDARD_IA" },
    { days: args.archiveAfterDays, storageClass: "GLACIER_IR" },
  ].flatMap(({ days, storageClass }) => (days === undefined ? [] : [{ days, storageClass }]));
  if (transitions.length === 0 && expireAfterDays === undefined) {
    return [unseen];
  }
  const objects: Rule = {
    id: "objects",
    status: "Enabled",
    filter: {},
    ...(transitions.length > 0 ? { transitions } : {}),
    ...(expireAfterDays === undefined ? {} : { expiration: { days: expireAfterDays } }),
  };
  return [unseen, objects];
}
