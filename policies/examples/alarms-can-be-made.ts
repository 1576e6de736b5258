import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.cloudwatch.MetricAlarm("errors", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    statistic: "Sum",
    period: 45,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  });
}

export function after(): void {
  new aws.cloudwatch.MetricAlarm("errors", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  });
}
