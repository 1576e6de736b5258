import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.ec2.LaunchTemplate("web", { imageId: "ami-0123456789abcdef0", instanceType: "t4g.small" });
}

export function after(): void {
  new aws.ec2.LaunchTemplate("web", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    metadataOptions: { httpTokens: "required" },
  });
}
