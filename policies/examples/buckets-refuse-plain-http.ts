import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export function before(): void {
  new aws.s3.Bucket("uploads");
}

export function after(): void {
  const uploads = new aws.s3.Bucket("uploads");
  const tlsOnly = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [uploads.arn, pulumi.interpolate`${uploads.arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  new aws.s3.BucketPolicy("uploads", {
    bucket: uploads.id,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [tlsOnly] }),
  });
}
