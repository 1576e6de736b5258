import { flag, list, text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { blockFaults, policyFaults, unblockedFault } from "./faults/no-public-data";

const PUBLIC_ACLS = new Set(["public-read", "public-read-write", "website", "authenticated-read"]);
const DATABASES = [
  "rds/Instance",
  "rds/ClusterInstance",
  "redshift/Cluster",
  "dms/ReplicationInstance",
  "neptune/ClusterInstance",
];
const POLICIES = ["s3/BucketPolicy", "sqs/QueuePolicy", "sns/TopicPolicy", "secretsmanager/SecretPolicy"];

/** What is public by mistake is found by machines within hours. */
export const noPublicData = rule({
  name: "no-public-data",
  displayName: "No public data",
  description: "Buckets, databases, snapshots and queues must not be open to everybody.",
  severity: "critical",
  kind: "security",
  tags: ["security", "data"],
  remediationSteps:
    "Serve a bucket by CloudFront with an origin access control in place of a public ACL or policy, give each bucket an " +
    "`aws.s3.BucketPublicAccessBlock` with all four set, leave " +
    "`publiclyAccessible` false, and share snapshots with accounts by their numbers.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  judge: (subject) => [
    ...faultsOf(subject, ["s3/Bucket", "s3/BucketAcl", "s3/BucketAclV2"], ({ inputs }) => [
      PUBLIC_ACLS.has(text(inputs.acl) ?? "") && `is public by its \`acl: "${text(inputs.acl)}"\``,
    ]),
    ...faultsOf(subject, ["s3/BucketPublicAccessBlock"], blockFaults),
    ...faultsOf(subject, ["s3/Bucket"], (bucket) => [unblockedFault(subject, bucket)]),
    ...faultsOf(subject, DATABASES, ({ inputs }) => [
      flag(inputs.publiclyAccessible) === true && "has an address on the internet (`publiclyAccessible: true`)",
    ]),
    ...faultsOf(subject, POLICIES, policyFaults),
    ...faultsOf(subject, ["rds/Snapshot", "rds/ClusterSnapshot"], ({ inputs }) => [
      list(inputs.sharedAccounts).map(text).includes("all") && "is a snapshot that every account may restore",
    ]),
    ...faultsOf(subject, ["ec2/AmiLaunchPermission"], ({ inputs }) => [
      text(inputs.group) === "all" && "lets every account start its image",
    ]),
  ],
});
