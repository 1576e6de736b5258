import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown, list, record, text } from "../../model/value";
import { rule, type Verdict } from "../rule";
import type { Subject } from "../subject";

/** Arguments by which AWS itself writes to a bucket: logs, which nobody overwrites. */
const LOG_TARGETS: readonly (readonly [type: string, property: string])[] = [
  ["s3/BucketLogging", "targetBucket"],
  ["s3/BucketLoggingV2", "targetBucket"],
  ["lb/LoadBalancer", "accessLogs"],
  ["cloudfront/Distribution", "loggingConfig"],
  ["cloudtrail/Trail", "s3BucketName"],
  ["ec2/FlowLog", "logDestination"],
  ["kinesis/FirehoseDeliveryStream", "extendedS3Configuration"],
];

/** Without versions an overwritten object is gone, however many copies S3 keeps of the new one. */
export const bucketKeepsVersions = rule({
  name: "bucket-keeps-versions",
  displayName: "Buckets keep versions",
  description: "A bucket must keep the versions of its objects, unless only logs are written to it.",
  severity: "medium",
  kind: "durability",
  tags: ["data"],
  remediationSteps:
    'Add `aws.s3.BucketVersioning` with `status: "Enabled"`, and a lifecycle that lets old versions expire.',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  about: ["s3/Bucket"],
  judge: (subject) => subject.index.ofType("s3/Bucket").flatMap((bucket) => verdictOf(subject, bucket)),
});

function verdictOf(subject: Subject, bucket: PlannedResource): readonly Verdict[] {
  if (LOG_TARGETS.some(([type, property]) => subject.index.referring(bucket, type, property).length > 0)) return [];
  const kept = versionsOf(subject, bucket);
  if (kept === "kept") return [];
  const message =
    kept === "unknown"
      ? `Whether ${bucket.name} keeps versions is not known.`
      : `${bucket.name} keeps no versions: an object that is overwritten or deleted is gone.`;
  return [{ outcome: kept === "unknown" ? "unknown" : "violation", urn: bucket.urn, message }];
}

/** Whether a bucket keeps the versions of its objects. */
export function versionsOf({ index }: Subject, bucket: PlannedResource): "kept" | "none" | "unknown" {
  const settings = ["s3/BucketVersioning", "s3/BucketVersioningV2"]
    .flatMap((type) => index.referring(bucket, type, "bucket"))
    .map(({ inputs }) => record(list(inputs.versioningConfiguration)[0] ?? inputs.versioningConfiguration).status);
  const inline = record(list(bucket.inputs.versioning)[0] ?? bucket.inputs.versioning).enabled;
  if (flag(inline) === true || settings.some((status) => text(status) === "Enabled")) return "kept";
  const unknown =
    isUnknown(inline) || isUnknown(bucket.inputs.versioning) || settings.some((status) => isUnknown(status));
  return unknown ? "unknown" : "none";
}
