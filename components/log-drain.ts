import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "./access";
import type { Alarm, Watched } from "./alarm";
import { drainAlarms } from "./log-drain-alarms";
import { checkLogDrain, DrainRecords, type LogDrainArgs } from "./log-drain-args";
import { drainStream } from "./log-drain-stream";
import { ObjectStore } from "./object-store";
import { tagged } from "./tags";

/**
 * Sends what is written to log groups to a service outside AWS, by Firehose over HTTPS, and keeps what that service did not
 * take. AWS bills Firehose by GB, which previews list as unpriced.
 */
export class LogDrain extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly streamArn: pulumi.Output<string>;
  /** Where the records are that could not be delivered, until they expire. */
  readonly failedBucketName: pulumi.Output<string>;
  private readonly streamName: pulumi.Output<string>;

  constructor(name: string, args: LogDrainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:operations:LogDrain", name, args, opts);
    const { logGroups, url, accessKey, filterPattern = "", failedDays = 30, tags } = args;
    const { records = DrainRecords.Messages, bufferSeconds = 60, bufferMiB = 1 } = args;
    checkLogDrain(name, { logGroups, url, accessKey, filterPattern, failedDays, bufferSeconds, bufferMiB });

    const failed = new ObjectStore(
      `${name}-failed`,
      // A copy of what the log groups hold. AWS deletes no bucket with objects in it anyway.
      { expireAfterDays: failedDays, oldVersionDays: 1, deletionProtection: false, ...(tags ? { tags } : {}) },
      { parent: this },
    );
    const stream = drainStream(
      name,
      { url, accessKey, records, bufferSeconds, bufferMiB, failedBucketArn: failed.arn, tags },
      this,
    );
    const { roleArn, permission } = this.letLogsIn(name, stream.arn, tags);
    for (const [key, logGroup] of Object.entries(logGroups)) {
      new aws.cloudwatch.LogSubscriptionFilter(
        `${name}-${key}`,
        { logGroup, destinationArn: stream.arn, roleArn, filterPattern },
        // CloudWatch Logs sends a test message as soon as there is a filter.
        { parent: this, dependsOn: [permission] },
      );
    }

    this.watchName = `${name}-log-drain`;
    this.streamArn = stream.arn;
    this.streamName = stream.name;
    this.failedBucketName = failed.bucketName;
    this.registerOutputs({ streamArn: this.streamArn, failedBucketName: this.failedBucketName });
  }

  alarms(): readonly Alarm[] {
    return drainAlarms({ DeliveryStreamName: this.streamName });
  }

  /** The role by which CloudWatch Logs, on behalf of this account's log groups in this region, fills the stream. */
  private letLogsIn(name: string, streamArn: pulumi.Output<string>, tags: LogDrainArgs["tags"]) {
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const role = new aws.iam.Role(
      `${name}-logs`,
      {
        // As docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html asks for.
        assumeRolePolicy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "logs.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: { StringLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:logs:${region}:${accountId}:*` } },
            },
          ],
        }),
        tags: tagged(`${name}-logs`, tags),
      },
      { parent: this },
    );
    const permission = new aws.iam.RolePolicy(
      `${name}-logs`,
      {
        role: role.id,
        policy: policyDocument([
          { actions: ["firehose:PutRecord", "firehose:PutRecordBatch"], resources: [streamArn] },
        ]),
      },
      { parent: this },
    );
    return { roleArn: role.arn, permission };
  }
}
