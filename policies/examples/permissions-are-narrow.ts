import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.iam.Policy("uploads", {
    policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
  });
}

export function after(): void {
  new aws.iam.Policy("uploads", {
    policy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::uploads/*" }],
    },
  });
}
