import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.ec2.SecurityGroup("bastion", {
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
  });
}

export function after(): void {
  new aws.ec2.SecurityGroup("bastion", {
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["198.51.100.0/24"] }],
  });
}
