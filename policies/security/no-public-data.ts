import type { PlannedResource } from "../../model/plan";
import { flag, list, record, text } from "../../model/value";
import { type Faults, faultsOf } from "../each-resource";
import { documentOf, statementsIn, textsOf } from "../policy-document";
import { rule } from "../rule";

const PUBLIC_ACLS = new Set(["public-read", "public-read-write", "website", "authenticated-read"]);
const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
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
    "Serve a bucket by CloudFront with an origin access control in place of a public ACL or policy, leave " +
    "`publiclyAccessible` false, and share snapshots with accounts by their numbers.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  judge: (subject) => [
    ...faultsOf(subject, ["s3/Bucket", "s3/BucketAcl", "s3/BucketAclV2"], ({ inputs }) => [
      PUBLIC_ACLS.has(text(inputs.acl) ?? "") && `is public by its \`acl: "${text(inputs.acl)}"\``,
    ]),
    ...faultsOf(subject, ["s3/BucketPublicAccessBlock"], blockFaults),
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

function blockFaults({ inputs }: PlannedResource): Faults {
  const open = BLOCKS.filter((each) => flag(inputs[each]) === false);
  return [open.length > 0 && `lets its bucket be public: ${open.map((each) => `\`${each}\``).join(", ")} false`];
}

/** A statement for everybody, without a condition that says who. */
function policyFaults({ inputs }: PlannedResource): Faults {
  const statements = statementsIn(documentOf(inputs.policy) ?? "") ?? [];
  return statements
    .filter(
      ({ Effect, Condition, Principal }) => Effect === "Allow" && Condition === undefined && isEverybody(Principal),
    )
    .map(({ Action }) => `lets everybody do ${textsOf(Action).join(", ") || "something"}`);
}

function isEverybody(principal: unknown): boolean {
  if (principal === "*") return true;
  const accounts = typeof principal === "object" && principal !== null ? record(principal as never).AWS : undefined;
  return textsOf(accounts).includes("*");
}
