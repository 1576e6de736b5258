import * as aws from "@pulumi/aws";

export function before(): void {
  const database = new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
  });
  const api = new aws.lambda.Function("api", {
    role: "arn:aws:iam::123456789012:role/api",
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "releases",
    s3Key: "api.zip",
    environment: { variables: { DATABASE_HOST: database.address } },
  });
  new aws.lambda.FunctionUrl("api", { functionName: api.name, authorizationType: "NONE" });
}

export function after(): void {
  const database = new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
  });
  const api = new aws.lambda.Function("api", {
    role: "arn:aws:iam::123456789012:role/api",
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "releases",
    s3Key: "api.zip",
    environment: { variables: { DATABASE_HOST: database.address } },
  });
  new aws.lambda.FunctionUrl("api", { functionName: api.name, authorizationType: "NONE" });
  new aws.cloudwatch.MetricAlarm("database-storage", {
    namespace: "AWS/RDS",
    metricName: "FreeStorageSpace",
    dimensions: { DBInstanceIdentifier: database.identifier },
    statistic: "Minimum",
    period: 300,
    evaluationPeriods: 3,
    comparisonOperator: "LessThanThreshold",
    threshold: 2_000_000_000,
    alarmActions: ["arn:aws:sns:us-east-1:123456789012:page"],
  });
}
