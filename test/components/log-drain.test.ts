import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmArgs } from "../../components/alarm";
import { LogDrain } from "../../components/log-drain";
import { DrainRecords, type LogDrainArgs } from "../../components/log-drain-args";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const FILTER = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:log-service";

const REQUIRED: LogDrainArgs = {
  logGroups: { web: "/shop/web", worker: "/shop/worker" },
  url: "https://logs.example.com/firehose",
  accessKey: { secretArn: SECRET },
};

const drain = (args: Partial<LogDrainArgs> = {}) => record(() => new LogDrain("out", { ...REQUIRED, ...args }));
const refused = (args: Partial<LogDrainArgs>) => mistakesOf(() => new LogDrain("out", { ...REQUIRED, ...args }));

function endpoint(recorded: RecordedResources): Record<string, unknown> {
  const { httpEndpointConfiguration } = recorded.one(STREAM).inputs;
  return { ...(httpEndpointConfiguration as Record<string, unknown>) };
}

function statements(recorded: RecordedResources, role: string) {
  const { policy } = recorded.one(POLICY, role).inputs;
  return JSON.parse(String(policy)).Statement.map(({ Effect, Action, Resource }: Record<string, unknown>) => [
    Effect,
    Action,
    Resource,
  ]);
}

describe("LogDrain", () => {
  it("sends by HTTPS, compressed, after a minute or a MiB, and tries again for an hour", async () => {
    const recorded = await drain();
    expect(recorded.one(STREAM).inputs.destination).toBe("http_endpoint");
    expect(endpoint(recorded)).toMatchObject({
      url: "https://logs.example.com/firehose",
      roleArn: "arn:aws:out-firehose",
      bufferingInterval: 60,
      bufferingSize: 1,
      retryDuration: 3_600,
      requestConfiguration: { contentEncoding: "GZIP" },
    });
  });

  it("collects for as long as it is told", async () => {
    const { bufferingInterval, bufferingSize } = endpoint(await drain({ bufferSeconds: 0, bufferMiB: 64 }));
    expect([bufferingInterval, bufferingSize]).toEqual([0, 64]);
  });

  it("has Firehose fetch the key from Secrets Manager, and holds none", async () => {
    const found = endpoint(await drain());
    expect(found.secretsManagerConfiguration).toEqual({
      enabled: true,
      secretArn: SECRET,
      roleArn: "arn:aws:out-firehose",
    });
    expect(found).not.toHaveProperty("accessKey");
  });

  it("encrypts what waits in the stream", async () => {
    const { serverSideEncryption } = (await drain()).one(STREAM).inputs;
    expect(serverSideEncryption).toEqual({ enabled: true, keyType: "AWS_OWNED_CMK" });
  });

  it("keeps only what could not be sent, in a private bucket that forgets it after 30 days", async () => {
    const recorded = await drain();
    const { s3BackupMode, s3Configuration } = endpoint(recorded);
    expect(s3BackupMode).toBe("FailedDataOnly");
    expect(s3Configuration).toMatchObject({
      bucketArn: "arn:aws:out-failed",
      roleArn: "arn:aws:out-firehose",
      compressionFormat: "GZIP",
    });
    // AWS itself deletes no bucket with objects in it.
    expect(recorded.one("aws:s3/bucket:Bucket")).toMatchObject({ protect: false, inputs: { forceDestroy: false } });
    expect(recorded.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
      bucket: "out-failed-id",
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    const { rules } = recorded.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs;
    expect(rules).toMatchObject([
      { noncurrentVersionExpiration: { noncurrentDays: 1 } },
      { id: "objects", status: "Enabled", expiration: { days: 30 } },
    ]);
  });

  it("keeps it for as long as it is told", async () => {
    const recorded = await drain({ failedDays: 3 });
    const { rules } = recorded.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs;
    expect(rules).toMatchObject([{}, { expiration: { days: 3 } }]);
  });

  it("writes down why something was not delivered, for 30 days, to the service and to the bucket", async () => {
    const recorded = await drain();
    expect(recorded.one("aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays).toBe(30);
    const options = { enabled: true, logGroupName: "out-errors", logStreamName: "out-errors" };
    const { cloudwatchLoggingOptions, s3Configuration } = endpoint(recorded);
    expect(cloudwatchLoggingOptions).toEqual(options);
    expect(s3Configuration).toMatchObject({ cloudwatchLoggingOptions: options });
    // Or it would be sent in circles.
    expect(recorded.ofType(FILTER).map(({ inputs }) => inputs.logGroup)).not.toContain("out-errors");
  });

  it("lets Firehose use this bucket, this secret and this log stream, and nothing else", async () => {
    const recorded = await drain();
    expect(statements(recorded, "out-firehose")).toEqual([
      ["Allow", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], ["arn:aws:out-failed"]],
      ["Allow", ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], ["arn:aws:out-failed/*"]],
      ["Allow", ["secretsmanager:GetSecretValue"], [SECRET]],
      ["Allow", ["logs:PutLogEvents"], ["arn:aws:out-errors:log-stream:out-errors"]],
    ]);
    expect(recorded.one(POLICY, "out-firehose").inputs.role).toBe("out-firehose-id");
    expect(recorded.one(ROLE, "out-firehose").inputs.assumeRolePolicy).toContain('"firehose.amazonaws.com"');
    expect(recorded.one(STREAM).dependsOn).toContain("out-firehose");
    expect(recorded.one(STREAM).dependsOnTypes).toContain(POLICY);
  });

  it("lets it decrypt with the secret's own key, if there is one", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const recorded = await drain({ accessKey: { secretArn: SECRET, kmsKeyArn } });
    expect(statements(recorded, "out-firehose")).toContainEqual(["Allow", ["kms:Decrypt"], [kmsKeyArn]]);
  });

  it("lets CloudWatch Logs, for this account and region only, write to this stream only", async () => {
    const recorded = await drain();
    expect(JSON.parse(String(recorded.one(ROLE, "out-logs").inputs.assumeRolePolicy)).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" } },
      },
    ]);
    expect(statements(recorded, "out-logs")).toEqual([
      ["Allow", ["firehose:PutRecord", "firehose:PutRecordBatch"], ["arn:aws:out"]],
    ]);
    expect(recorded.one(POLICY, "out-logs").inputs.role).toBe("out-logs-id");
  });

  it("takes every line of each log group, once it is allowed to", async () => {
    const recorded = await drain();
    const common = { destinationArn: "arn:aws:out", roleArn: "arn:aws:out-logs", filterPattern: "" };
    expect(recorded.one(FILTER, "out-web").inputs).toEqual({ ...common, logGroup: "/shop/web" });
    expect(recorded.one(FILTER, "out-worker").inputs).toEqual({ ...common, logGroup: "/shop/worker" });
    expect(recorded.ofType(FILTER)).toHaveLength(2);
    for (const filter of recorded.ofType(FILTER)) {
      expect(filter.dependsOnTypes).toContain(POLICY);
    }
  });

  it("takes the lines that match, if it is told which", async () => {
    const filterPattern = '{ $.level = "error" }';
    const recorded = await drain({ filterPattern });
    expect(recorded.one(FILTER, "out-web").inputs.filterPattern).toBe(filterPattern);
  });

  it("takes names of log groups that are known only later", async () => {
    const logGroups = { late: pulumi.output(Promise.resolve("/shop/late")) };
    expect((await drain({ logGroups })).one(FILTER, "out-late").inputs.logGroup).toBe("/shop/late");
  });

  const unpack = {
    type: "Decompression",
    parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
  };
  const extract = {
    type: "CloudWatchLogProcessing",
    parameters: [{ parameterName: "DataMessageExtraction", parameterValue: "true" }],
  };

  it.each([
    ["each line as it was written", undefined, { enabled: true, processors: [unpack, extract] }],
    ["events with their log group", DrainRecords.Events, { enabled: true, processors: [unpack] }],
    ["events as they come", DrainRecords.Compressed, { enabled: false }],
  ])("sends %s", async (_, records, expected) => {
    const found = endpoint(await drain(records === undefined ? {} : { records }));
    expect(found.processingConfiguration).toEqual(expected);
  });

  it("puts its tags on everything that has some", async () => {
    const recorded = await drain({ tags: { team: "shop" } });
    const tagged = recorded.all.filter(({ inputs, custom }) => custom && "tags" in inputs);
    expect(tagged.map(({ name }) => name).sort()).toEqual([
      "out",
      "out-errors",
      "out-failed",
      "out-firehose",
      "out-logs",
    ]);
    for (const { name, inputs } of tagged) {
      expect(inputs.tags).toEqual({ team: "shop", Name: name });
    }
  });

  it("is made by the provider that it is given", async () => {
    const recorded = await record(() => {
      const provider = new aws.Provider("second", { region: "eu-central-1" });
      new LogDrain("out", REQUIRED, { provider });
    });
    const made = recorded.all.filter(({ custom, type }) => custom && type.startsWith("aws:"));
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter(({ provider }) => !provider.includes("::second"))).toEqual([]);
  });

  it("says where it puts what was refused", async () => {
    let made: LogDrain | undefined;
    await record(() => {
      made = new LogDrain("out", REQUIRED);
    });
    expect(made && (await resolved(made.failedBucketName))).toBe("out-failed");
    expect(made && (await resolved(made.streamArn))).toBe("arn:aws:out");
  });
});

describe("the alarms of a LogDrain", () => {
  it("sound when the service refuses logs for a quarter of an hour, or has them half an hour late", async () => {
    let made: LogDrain | undefined;
    await record(() => {
      made = new LogDrain("out", REQUIRED);
    });
    const alarms = made?.alarms() ?? [];
    expect(made?.watchName).toBe("out-log-drain");
    expect(alarms.map(alarmArgs)).toMatchObject([
      {
        namespace: "AWS/Firehose",
        metricName: "DeliveryToHttpEndpoint.Success",
        statistic: "Average",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        period: 300,
        evaluationPeriods: 3,
        treatMissingData: "notBreaching",
      },
      {
        metricName: "DeliveryToHttpEndpoint.DataFreshness",
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 1_800,
        period: 300,
        evaluationPeriods: 2,
      },
    ]);
    for (const { dimensions } of alarms) {
      expect(await resolved(pulumi.output(dimensions))).toEqual({ DeliveryStreamName: "out" });
    }
  });
});

describe("a LogDrain that cannot be", () => {
  it("is told all that is wrong", async () => {
    const wrong = { logGroups: {}, failedDays: 0, bufferSeconds: 901, bufferMiB: 0, filterPattern: "x".repeat(1_025) };
    expect(Object.keys(await refused(wrong)).sort()).toEqual([
      "bufferMiB",
      "bufferSeconds",
      "failedDays",
      "filterPattern",
      "logGroups",
    ]);
  });

  it("may go to the edge of what AWS takes", async () => {
    expect(await refused({ failedDays: 3_650, bufferSeconds: 900, filterPattern: "x".repeat(1_024) })).toEqual({});
    expect(Object.keys(await refused({ failedDays: 3_651, bufferSeconds: -1, bufferMiB: 65 })).sort()).toEqual([
      "bufferMiB",
      "bufferSeconds",
      "failedDays",
    ]);
  });

  it.each(["http://logs.example.com/?key=hush", "logs.example.com"])("does not send to %s", async (url) => {
    const { url: reason } = await refused({ url });
    expect(reason).toContain("must be an address that starts with https://");
    expect(reason).not.toContain("hush");
  });

  it("refuses a key where the place of one belongs, and does not repeat it", async () => {
    const reason = (await refused({ accessKey: { secretArn: "hush-hush-key" } }))["accessKey.secretArn"];
    expect(reason).toContain("must be the ARN of a secret");
    expect(reason).not.toContain("hush");
  });
});
