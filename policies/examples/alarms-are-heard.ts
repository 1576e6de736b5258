import * as aws from "@pulumi/aws";

export function before(): void {
  const page = new aws.sns.Topic("page");
  new aws.cloudwatch.MetricAlarm("errors", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    alarmActions: [page.arn],
  });
}

export function after(): void {
  const page = new aws.sns.Topic("page");
  new aws.sns.TopicSubscription("on-call", { topic: page.arn, protocol: "email", endpoint: "on-call@example.com" });
  new aws.cloudwatch.MetricAlarm("errors", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    alarmActions: [page.arn],
  });
}
