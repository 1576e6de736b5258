import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.ec2.DefaultSecurityGroup("default", {
    vpcId: "vpc-1",
    ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0 }],
  });
}

export function after(): void {
  new aws.ec2.DefaultSecurityGroup("default", { vpcId: "vpc-1" });
}
