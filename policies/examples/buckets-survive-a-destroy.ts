import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.s3.Bucket("uploads", { forceDestroy: true });
}

export function after(): void {
  new aws.s3.Bucket("uploads");
}
