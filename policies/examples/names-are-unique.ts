import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.sqs.Queue("jobs", { name: "work" });
  new aws.sqs.Queue("mails", { name: "work" });
}

export function after(): void {
  new aws.sqs.Queue("jobs");
  new aws.sqs.Queue("mails");
}
