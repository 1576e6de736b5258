import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.lambda.Function("api", {
    role: "arn:aws:iam::123456789012:role/api",
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "releases",
    s3Key: "api.zip",
    environment: { variables: { API_TOKEN: "abcdef123" } },
  });
}

export function after(): void {
  const token = new aws.secretsmanager.Secret("token");
  new aws.lambda.Function("api", {
    role: "arn:aws:iam::123456789012:role/api",
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "releases",
    s3Key: "api.zip",
    environment: { variables: { API_TOKEN_SECRET_ARN: token.arn } },
  });
}
