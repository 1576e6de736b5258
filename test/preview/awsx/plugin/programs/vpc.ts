// awsx.ec2.Vpc and DefaultVpc: every output used by another resource.
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const base = new awsx.ec2.Vpc("plain");
const every: { readonly [output: string]: pulumi.Input<unknown> } = Object.fromEntries(Object.entries(base));
for (const name of [
  "vpcId",
  "publicSubnetIds",
  "privateSubnetIds",
  "isolatedSubnetIds",
  "subnetLayout",
  "vpc",
  "subnets",
  "publicSubnets",
  "privateSubnets",
  "isolatedSubnets",
  "routeTables",
  "routeTableAssociations",
  "routes",
  "internetGateway",
  "natGateways",
  "eips",
  "vpcEndpoints",
  "urn",
]) {
  new aws.ssm.Parameter(`of-${name}`, { type: "String", value: pulumi.jsonStringify(every[name]) });
}
new aws.ec2.SecurityGroup("group", {
  vpcId: base.vpcId,
  ingress: [{ protocol: "tcp", fromPort: 1, toPort: 1, cidrBlocks: [base.vpc.cidrBlock] }],
});
new aws.ec2.Instance("one", {
  ami: "ami-1",
  instanceType: "t3.micro",
  subnetId: base.privateSubnetIds.apply((ids) => ids[0] ?? ""),
});
new aws.ec2.Instance("two", { ami: "ami-1", instanceType: "t3.micro", subnetId: base.privateSubnetIds[0] ?? "" });
new aws.ec2.Instance(
  "three",
  { ami: "ami-1", instanceType: "t3.micro", subnetId: base.subnets.apply((s) => s[0]?.id ?? pulumi.output("")) },
  { dependsOn: base },
);
new aws.ec2.RouteTable("four", { vpcId: base.vpc.id, tags: { cidr: base.vpc.cidrBlock, arn: base.vpc.arn } });
new aws.ec2.RouteTable("five", { vpcId: base.vpc.apply((v) => v.id) }, { parent: base });

const dv = new awsx.ec2.DefaultVpc("default");
const looked = awsx.ec2.getDefaultVpc();
new aws.lb.LoadBalancer("on-default", { subnets: dv.publicSubnetIds, securityGroups: [dv.vpcId] });
new aws.lb.LoadBalancer("on-default2", {
  subnets: looked.then((l) => l.publicSubnetIds),
  securityGroups: [looked.then((l) => l.vpcId)],
});
new aws.ssm.Parameter("private-default", { type: "String", value: dv.privateSubnetIds.apply((i) => i.join()) });
export const vpc = base;
export const { subnets, vpcId, subnetLayout } = base;
