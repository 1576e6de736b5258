import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument } from "./access";
import { logBucket } from "./log-bucket";
import { type Tags, tagged } from "./tags";

/** Where a network's flow logs go: who connected to whom, and what was refused. */
export const FlowLogs = {
  /** Nowhere. */
  None: "none",
  /** A log group: searched at once, the dearer of the two per GB. */
  CloudWatch: "cloudwatch",
  /** A private bucket: cheaper to keep, searched with Athena. */
  S3: "s3",
} as const;
export type FlowLogs = (typeof FlowLogs)[keyof typeof FlowLogs];

interface FlowLogArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly to: FlowLogs;
  readonly days: number;
  readonly tags: Tags | undefined;
}

const AGGREGATION_SECONDS = 600;

/** Writes down every connection in a network, accepted or refused. */
export function flowLogs(name: string, args: FlowLogArgs, parent: pulumi.Resource): void {
  const { vpcId, to, tags } = args;
  const flows = {
    vpcId,
    trafficType: "ALL",
    maxAggregationInterval: AGGREGATION_SECONDS,
    tags: tagged(name, tags),
  };
  if (to === FlowLogs.CloudWatch) {
    new aws.ec2.FlowLog(name, { ...flows, ...toLogGroup(name, args, parent) }, { parent });
  }
  if (to === FlowLogs.S3) {
    // As docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html asks for.
    const writer = {
      service: "delivery.logs.amazonaws.com",
      readsAcl: true,
      namesAccount: true,
      condition: { "s3:x-amz-acl": "bucket-owner-full-control" },
    };
    const { bucket, writable } = logBucket(name, { writer, days: args.days, tags }, parent);
    new aws.ec2.FlowLog(
      name,
      { ...flows, logDestinationType: "s3", logDestination: bucket.arn },
      { parent, dependsOn: [writable] },
    );
  }
}

function toLogGroup(name: string, { days, tags }: FlowLogArgs, parent: pulumi.Resource) {
  const group = new aws.cloudwatch.LogGroup(name, { retentionInDays: days, tags: tagged(name, tags) }, { parent });
  const role = new aws.iam.Role(
    name,
    { assumeRolePolicy: assumedBy("vpc-flow-logs.amazonaws.com"), tags: tagged(name, tags) },
    { parent },
  );
  new aws.iam.RolePolicy(
    name,
    {
      role: role.id,
      policy: policyDocument([
        {
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [group.arn.apply((arn) => `${arn}:*`)],
        },
        { actions: ["logs:DescribeLogGroups"], resources: ["*"] },
      ]),
    },
    { parent },
  );
  return { logDestinationType: "cloud-watch-logs", logDestination: group.arn, iamRoleArn: role.arn };
}
