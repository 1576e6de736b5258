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
    multiAz: true,
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
