import type { PlannedResource } from "../../model/plan";
import { list, record, text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";
import { versionsOf } from "./bucket-keeps-versions";

/** A copy that nobody makes is missed on the day that the first one is gone. */
export const replicationCanRun = rule({
  name: "replication-can-run",
  displayName: "Replication can run",
  description: "A bucket's replication must have a rule that is on, and both buckets must keep versions.",
  severity: "high",
  kind: "durability",
  tags: ["data"],
  remediationSteps:
    'Set `status: "Enabled"` on a rule, and `aws.s3.BucketVersioning` with `status: "Enabled"` on the source and on each ' +
    "destination.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html",
  about: ["s3/BucketReplicationConfig"],
  judge: (subject) =>
    faultsOf(subject, ["s3/BucketReplicationConfig"], (replication) => [
      offFault(replication),
      ...bucketsOf(subject, replication).map(
        (bucket) =>
          versionsOf(subject, bucket) === "none" &&
          `copies between buckets of which ${bucket.name} keeps no versions, which S3 refuses`,
      ),
    ]),
});

function offFault({ inputs }: PlannedResource): string | false {
  const states = list(inputs.rules).map((each) => text(record(each).status));
  return (
    states.length > 0 &&
    states.every((state) => state === "Disabled") &&
    "copies nothing: each of its rules is `Disabled`"
  );
}

function bucketsOf({ index }: Subject, replication: PlannedResource): readonly PlannedResource[] {
  const buckets = [
    ...index.referred(replication, "bucket", "s3/Bucket"),
    ...index.referred(replication, "rules", "s3/Bucket"),
  ];
  return [...new Set(buckets)];
}
