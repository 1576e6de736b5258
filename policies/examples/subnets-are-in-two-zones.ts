import * as aws from "@pulumi/aws";

export function before(): void {
  const a = new aws.ec2.Subnet("a", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", availabilityZone: "us-east-1a" });
  const b = new aws.ec2.Subnet("b", { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24", availabilityZone: "us-east-1a" });
  new aws.lb.LoadBalancer("front", { subnets: [a.id, b.id] });
}

export function after(): void {
  const a = new aws.ec2.Subnet("a", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", availabilityZone: "us-east-1a" });
  const b = new aws.ec2.Subnet("b", { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24", availabilityZone: "us-east-1b" });
  new aws.lb.LoadBalancer("front", { subnets: [a.id, b.id] });
}
