import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export function before(): void {
  const jobs = new aws.sqs.Queue("jobs");
  new aws.lambda.EventSourceMapping("jobs", { eventSourceArn: jobs.arn, functionName: "worker" });
}

export function after(): void {
  const failed = new aws.sqs.Queue("jobs-failed", { messageRetentionSeconds: 1_209_600 });
  const jobs = new aws.sqs.Queue("jobs", {
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 }),
  });
  new aws.lambda.EventSourceMapping("jobs", { eventSourceArn: jobs.arn, functionName: "worker" });
}
