import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.s3.Bucket("uploads");
}

export function after(): void {
  const uploads = new aws.s3.Bucket("uploads");
  new aws.s3.BucketVersioning("uploads", {
    bucket: uploads.id,
    versioningConfiguration: { status: "Enabled" },
  });
}
