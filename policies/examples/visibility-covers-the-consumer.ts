import * as aws from "@pulumi/aws";

export function before(): void {
  const jobs = new aws.sqs.Queue("jobs");
  const worker = new aws.lambda.Function("worker", {
    role: "arn:aws:iam::123456789012:role/worker",
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "releases",
    s3Key: "worker.zip",
    timeout: 60,
  });
  new aws.lambda.EventSourceMapping("jobs", { eventSourceArn: jobs.arn, functionName: worker.arn });
}

export function after(): void {
  const jobs = new aws.sqs.Queue("jobs", { visibilityTimeoutSeconds: 360 });
  const worker = new aws.lambda.Function("worker", {
    role: "arn:aws:iam::123456789012:role/worker",
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "releases",
    s3Key: "worker.zip",
    timeout: 60,
  });
  new aws.lambda.EventSourceMapping("jobs", { eventSourceArn: jobs.arn, functionName: worker.arn });
}
