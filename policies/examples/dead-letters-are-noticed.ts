import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export function before(): void {
  const failed = new aws.sqs.Queue("jobs-failed", { messageRetentionSeconds: 1_209_600 });
  new aws.sqs.Queue("jobs", {
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 }),
  });
}

export function after(): void {
  const failed = new aws.sqs.Queue("jobs-failed", { messageRetentionSeconds: 1_209_600 });
  new aws.sqs.Queue("jobs", {
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 }),
  });
  new aws.cloudwatch.MetricAlarm("jobs-failed", {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: failed.name },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    alarmActions: ["arn:aws:sns:us-east-1:123456789012:page"],
  });
}
