import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.iam.Policy("uploads", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "allow", Action: "s3:GetObject", Resource: "*" }],
    }),
  });
}

export function after(): void {
  new aws.iam.Policy("uploads", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    }),
  });
}
