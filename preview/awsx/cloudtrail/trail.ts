import { list, record, text } from "../../../model/value";
import {
  type Construct,
  type ConstructContext,
  type Registered,
  reference,
  type TrackedInput,
} from "../../remote/construct";
import { type Bucket, requiredBucket } from "../bucket";
import { type LogGroup, optionalLogGroup } from "../log-group";
import { apply, defined, omit } from "../output";
import { defaultRole, type Role } from "../role";

/** `awsx:cloudtrail:Trail`: a trail with its bucket and, if wanted, its log group. */
export const trail: Construct = async (context) => {
  const { inputs: args, name } = context;
  const bucket = await requiredBucket(context, args.s3Bucket);
  const policy = await letTrailWrite(context, bucket);
  const logs = await optionalLogGroup(context, args.cloudWatchLogsGroup, name);
  const role = await logsRole(context, logs);
  const made = await context.register(
    "aws:cloudtrail/trail:Trail",
    name,
    defined({
      ...omit(args, ["s3Bucket", "cloudWatchLogsGroup"]),
      s3BucketName: bucket.name,
      cloudWatchLogsGroupArn: logs.id && apply(logs.id, (id) => `${text(record(id).arn)}:*`),
      cloudWatchLogsRoleArn: role.arn,
    }),
    { dependsOn: [policy] },
  );
  return defined({
    trail: reference(made),
    bucket: bucket.bucket && reference(bucket.bucket),
    logGroup: logs.group && reference(logs.group),
  });
};

function letTrailWrite({ name, register }: ConstructContext, { bucket, ...id }: Bucket): Promise<Registered> {
  const policy = apply(id.arn, (arn) => writePolicy(text(arn) ?? ""));
  const options = bucket ? { dependsOn: [bucket] } : {};
  return register("aws:s3/bucketPolicy:BucketPolicy", name, { bucket: id.name, policy }, options);
}

function writePolicy(bucketArn: string): TrackedInput {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "AWSCloudTrailAclCheck", Effect: "Allow", Principal, Action: ["s3:GetBucketAcl"], Resource: [bucketArn] },
      {
        Sid: "AWSCloudTrailWrite",
        Effect: "Allow",
        Principal,
        Action: ["s3:PutObject"],
        Resource: [`${bucketArn}/*`],
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ],
  };
}

/** The role by which the trail writes to a log group that was made for it. */
async function logsRole(context: ConstructContext, { group, id }: LogGroup): Promise<Role> {
  if (group === undefined || id === undefined) return {};
  const { accountId } = await context.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
  const policy = apply([id, accountId ?? null], (both) => {
    const [logGroup, account] = list(both);
    return JSON.stringify(streamPolicy(`${text(record(logGroup).arn)}:log-stream:${text(account)}_CloudTrail_*`));
  });
  const inputs = { assumeRolePolicy: JSON.stringify(assumedByTrails()), inlinePolicies: [{ policy }] };
  return defaultRole(context, undefined, { name: context.name, inputs, parent: undefined });
}

function streamPolicy(stream: string): unknown {
  const allow = (action: string) => ({ Effect: "Allow", Action: [action], Resource: [stream] });
  return { Version: "2012-10-17", Statement: [allow("logs:CreateLogStream"), allow("logs:PutLogEvents")] };
}

function assumedByTrails(): unknown {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowAssumeRole",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
}
