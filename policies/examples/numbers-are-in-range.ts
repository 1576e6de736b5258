import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.cloudwatch.LogGroup("web", { retentionInDays: 10 });
}

export function after(): void {
  new aws.cloudwatch.LogGroup("web", { retentionInDays: 14 });
}
