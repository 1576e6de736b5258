import * as aws from "@pulumi/aws";

export function before(): void {
  const network = new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" });
  new aws.ec2.Subnet("a", { vpcId: network.id, cidrBlock: "10.0.0.0/23" });
  new aws.ec2.Subnet("b", { vpcId: network.id, cidrBlock: "10.0.1.0/24" });
}

export function after(): void {
  const network = new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" });
  new aws.ec2.Subnet("a", { vpcId: network.id, cidrBlock: "10.0.0.0/23" });
  new aws.ec2.Subnet("b", { vpcId: network.id, cidrBlock: "10.0.2.0/24" });
}
