import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.lambda.Function("api", {
    role: "arn:aws:iam::123456789012:role/api",
    packageType: "Image",
    handler: "index.handler",
    imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1",
  });
}

export function after(): void {
  new aws.lambda.Function("api", {
    role: "arn:aws:iam::123456789012:role/api",
    packageType: "Image",
    imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1",
  });
}
