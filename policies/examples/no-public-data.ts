import * as aws from "@pulumi/aws";

export function before(): void {
  const uploads = new aws.s3.Bucket("uploads");
  new aws.s3.BucketPolicy("uploads", {
    bucket: uploads.id,
    policy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::uploads/*" }],
    },
  });
}

export function after(): void {
  const uploads = new aws.s3.Bucket("uploads");
  new aws.s3.BucketPolicy("uploads", {
    bucket: uploads.id,
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::uploads/*",
          Condition: { StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
        },
      ],
    },
  });
}
