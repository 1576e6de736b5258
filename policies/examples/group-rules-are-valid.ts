import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.ec2.SecurityGroup("web", {
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 80, cidrBlocks: ["10.0.0.0/8"] }],
  });
}

export function after(): void {
  new aws.ec2.SecurityGroup("web", {
    ingress: [{ protocol: "tcp", fromPort: 80, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
  });
}
