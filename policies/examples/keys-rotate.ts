import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.kms.Key("data");
}

export function after(): void {
  new aws.kms.Key("data", { enableKeyRotation: true });
}
