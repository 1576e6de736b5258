// awsx.ec2.Vpc: pools, tags and endpoints.
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const later = new aws.ssm.Parameter("later", { type: "String", value: "x" });
new awsx.ec2.Vpc("pool-auto", { ipv4IpamPoolId: "ipam-1", ipv4NetmaskLength: 20, subnetStrategy: "Auto" });
new awsx.ec2.Vpc("pool-cidr", { ipv4IpamPoolId: "ipam-1", cidrBlock: "10.0.0.0/20" });
new awsx.ec2.Vpc("late-tags", {
  tags: later.arn.apply((arn) => ({ arn })),
  vpcEndpointSpecs: [{ serviceName: "com.amazonaws.eu-west-1.s3" }],
});
new awsx.ec2.Vpc("late-tag", { tags: { arn: later.arn, Name: "own", secret: pulumi.secret("s") } });
new awsx.ec2.Vpc("known-tags", { tags: pulumi.output({ Name: "mine" }) });
new awsx.ec2.Vpc("endpoints", {
  vpcEndpointSpecs: [
    { serviceName: "com.amazonaws.eu-west-1.s3c", tags: { a: "b" } },
    {
      serviceName: "com.amazonaws.eu-west-1.sqsc",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["subnet-1"],
      securityGroupIds: [later.value],
      policy: "{}",
    },
    {
      serviceName: "com.amazonaws.eu-west-1.snsc",
      vpcEndpointType: "Interface",
      subnetConfigurations: [{ subnetId: "s", ipv4: "10.0.0.1" }],
      dnsOptions: { dnsRecordIpType: "ipv4" },
      ipAddressType: "ipv4",
      autoAccept: true,
    },
    {
      serviceName: "com.amazonaws.eu-west-1.ddb",
      routeTableIds: ["rtb-1"],
      region: "eu-west-2",
      tags: later.arn.apply((arn) => ({ arn })),
    },
  ],
});
new awsx.ec2.Vpc("endpoints-auto", {
  vpcEndpointStrategy: "Auto",
  tags: { x: "y" },
  vpcEndpointSpecs: [
    { serviceName: "com.amazonaws.eu-west-1.s3b", tags: { a: "b" } },
    { serviceName: "com.amazonaws.eu-west-1.sqsb", vpcEndpointType: "Interface" },
    {
      serviceName: "com.amazonaws.eu-west-1.snsb",
      vpcEndpointType: "Interface",
      privateDnsEnabled: false,
      ipAddressType: "dualstack",
      subnetConfigurations: [{ subnetId: "s" }],
    },
    { serviceName: "com.amazonaws.eu-west-1.gwlb", vpcEndpointType: "GatewayLoadBalancer", subnetIds: ["s-1"] },
  ],
});
new awsx.ec2.Vpc("isolated-only", {
  natGateways: { strategy: "None" },
  subnetSpecs: [{ type: "Isolated" }],
  vpcEndpointStrategy: "Auto",
  vpcEndpointSpecs: [{ serviceName: "ecr", vpcEndpointType: "Interface" }],
});
new awsx.ec2.Vpc("no-nat-in-one", {
  natGateways: { strategy: "Single" },
  numberOfAvailabilityZones: 1,
  subnetSpecs: [
    { type: "Public", cidrMask: 28 },
    { type: "Private", cidrMask: 24, name: "p" },
    { type: "Isolated", cidrMask: 26 },
  ],
});
