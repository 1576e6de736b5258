import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.cloudwatch.MetricAlarm("hosts", {
    namespace: "AWS/ApplicationELB",
    metricName: "HealthyHostCount",
    statistic: "Minimum",
    period: 60,
    evaluationPeriods: 2,
    comparisonOperator: "LessThanThreshold",
    threshold: 2,
    alarmActions: ["arn:aws:sns:us-east-1:123456789012:page"],
  });
}

export function after(): void {
  new aws.cloudwatch.MetricAlarm("hosts", {
    namespace: "AWS/ApplicationELB",
    metricName: "HealthyHostCount",
    statistic: "Minimum",
    period: 60,
    evaluationPeriods: 2,
    comparisonOperator: "LessThanThreshold",
    threshold: 2,
    treatMissingData: "breaching",
    alarmActions: ["arn:aws:sns:us-east-1:123456789012:page"],
  });
}
