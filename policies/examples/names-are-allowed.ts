import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.s3.Bucket("uploads", { bucket: "Shop_Uploads" });
}

export function after(): void {
  new aws.s3.Bucket("uploads", { bucket: "shop-uploads" });
}
