import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export function before(): void {
  const failed = new aws.sqs.Queue("jobs-failed");
  new aws.sqs.Queue("jobs", {
    fifoQueue: true,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 }),
  });
}

export function after(): void {
  const failed = new aws.sqs.Queue("jobs-failed", { fifoQueue: true });
  new aws.sqs.Queue("jobs", {
    fifoQueue: true,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 }),
  });
}
