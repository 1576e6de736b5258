import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument, type Statement } from "./access";
import { type AccessKey, DrainRecords, type LogDrainArgs } from "./log-drain-args";
import { tagged } from "./tags";

interface StreamArgs
  extends Required<Pick<LogDrainArgs, "url" | "accessKey" | "records" | "bufferSeconds" | "bufferMiB">> {
  readonly failedBucketArn: pulumi.Output<string>;
  readonly tags: LogDrainArgs["tags"];
}

/** Seconds that Firehose tries again before it puts a record aside: an outage of an hour loses and delays nothing for good. */
const RETRY_SECONDS = 3_600;
const ERROR_DAYS = 30;

/** A stream that sends to an HTTPS address, with a role that may do that and no more. */
export function drainStream(
  name: string,
  args: StreamArgs,
  parent: pulumi.Resource,
): aws.kinesis.FirehoseDeliveryStream {
  const { url, accessKey, records, bufferSeconds, bufferMiB, failedBucketArn, tags } = args;
  const errorsName = `${name}-errors`;
  const errors = new aws.cloudwatch.LogGroup(
    errorsName,
    { retentionInDays: ERROR_DAYS, tags: tagged(errorsName, tags) },
    { parent },
  );
  const delivery = new aws.cloudwatch.LogStream(errorsName, { logGroupName: errors.name }, { parent });
  const role = new aws.iam.Role(
    `${name}-firehose`,
    { assumeRolePolicy: assumedBy("firehose.amazonaws.com"), tags: tagged(`${name}-firehose`, tags) },
    { parent },
  );
  const errorStreamArn = pulumi.interpolate`${errors.arn}:log-stream:${delivery.name}`;
  const permission = new aws.iam.RolePolicy(
    `${name}-firehose`,
    { role: role.id, policy: policyDocument(statements(accessKey, failedBucketArn, errorStreamArn)) },
    { parent },
  );

  const cloudwatchLoggingOptions = { enabled: true, logGroupName: errors.name, logStreamName: delivery.name };
  return new aws.kinesis.FirehoseDeliveryStream(
    name,
    {
      destination: "http_endpoint",
      serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
      httpEndpointConfiguration: {
        name,
        url,
        roleArn: role.arn,
        secretsManagerConfiguration: { enabled: true, secretArn: accessKey.secretArn, roleArn: role.arn },
        bufferingInterval: bufferSeconds,
        bufferingSize: bufferMiB,
        retryDuration: RETRY_SECONDS,
        requestConfiguration: { contentEncoding: "GZIP" },
        processingConfiguration: processing(records),
        cloudwatchLoggingOptions,
        s3BackupMode: "FailedDataOnly",
        s3Configuration: {
          bucketArn: failedBucketArn,
          roleArn: role.arn,
          compressionFormat: "GZIP",
          cloudwatchLoggingOptions,
        },
      },
      tags: tagged(name, tags),
    },
    { parent, dependsOn: [permission] },
  );
}

/** As docs.aws.amazon.com/firehose/latest/dev/controlling-access.html asks for, for this bucket, secret and log stream only. */
function statements(
  { secretArn, kmsKeyArn }: AccessKey,
  bucketArn: pulumi.Output<string>,
  errorStreamArn: pulumi.Output<string>,
): readonly Statement[] {
  return [
    {
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: [bucketArn],
    },
    {
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/*`],
    },
    { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
    ...(kmsKeyArn === undefined ? [] : [{ actions: ["kms:Decrypt"], resources: [kmsKeyArn] }]),
    { actions: ["logs:PutLogEvents"], resources: [errorStreamArn] },
  ];
}

/** What Firehose does with the compressed records that CloudWatch Logs sends. docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs-decompression.html */
function processing(records: DrainRecords) {
  const unpack = {
    type: "Decompression",
    parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
  };
  const extract = {
    type: "CloudWatchLogProcessing",
    parameters: [{ parameterName: "DataMessageExtraction", parameterValue: "true" }],
  };
  switch (records) {
    case DrainRecords.Messages:
      return { enabled: true, processors: [unpack, extract] };
    case DrainRecords.Events:
      return { enabled: true, processors: [unpack] };
    case DrainRecords.Compressed:
      return { enabled: false };
  }
}
