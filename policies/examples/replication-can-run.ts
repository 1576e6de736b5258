import * as aws from "@pulumi/aws";

/** A bucket that is copied to one in another region. */
function shop(status: "Enabled" | "Disabled"): void {
  const [uploads, copy] = ["uploads", "copy"].map((name) => {
    const bucket = new aws.s3.Bucket(name);
    new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    return bucket;
  });
  if (uploads === undefined || copy === undefined) return;
  new aws.s3.BucketReplicationConfig("uploads", {
    bucket: uploads.id,
    role: "arn:aws:iam::123456789012:role/replication",
    rules: [{ status, destination: { bucket: copy.arn } }],
  });
}

export function before(): void {
  shop("Disabled");
}

export function after(): void {
  shop("Enabled");
}
