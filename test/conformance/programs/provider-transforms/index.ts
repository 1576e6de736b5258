import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
class Net extends pulumi.ComponentResource {
  vpc: aws.ec2.Vpc;
  subnets: aws.ec2.Subnet[] = [];
  constructor(n: string, a: { cidr: string; azs: pulumi.Input<string>[] }, o?: pulumi.ComponentResourceOptions) {
    super("n:i:Net", n, a, o);
    const p = { parent: this };
    this.vpc = new aws.ec2.Vpc(n, { cidrBlock: a.cidr, tags: { Name: n } }, p);
    a.azs.forEach((az, i) => {
      const s = new aws.ec2.Subnet(
        `${n}-${i}`,
        { vpcId: this.vpc.id, cidrBlock: `10.0.${i}.0/24`, availabilityZone: az },
        { parent: this.vpc },
      );
      this.subnets.push(s);
      const e = new aws.ec2.Eip(`${n}-${i}`, { domain: "vpc" }, { parent: s });
      new aws.ec2.NatGateway(
        `${n}-${i}`,
        { allocationId: e.allocationId, subnetId: s.id },
        { parent: s, dependsOn: [e], deleteBeforeReplace: true },
      );
    });
    this.registerOutputs({ vpcId: this.vpc.id, subnetIds: this.subnets.map((s) => s.id) });
  }
}
const azs = aws.getAvailabilityZonesOutput();
const p = new aws.Provider("prov", { region: "us-east-1", allowedAccountIds: ["123456789012"] });
const n = new Net(
  "net",
  { cidr: "10.0.0.0/16", azs: [azs.names[0], azs.names[1]] },
  {
    provider: p,
    transforms: [
      async (a) => ({
        props: { ...a.props, ...(a.type === "aws:ec2/subnet:Subnet" ? { mapPublicIpOnLaunch: true } : {}) },
        opts: a.opts,
      }),
    ],
  },
);
new aws.ec2.SecurityGroup(
  "sg",
  {
    vpcId: n.vpc.id,
    description: "x",
    ingress: n.subnets.map((s) => ({
      protocol: "tcp",
      fromPort: 1,
      toPort: 2,
      cidrBlocks: [s.cidrBlock as pulumi.Output<string>],
    })),
  },
  { provider: p, dependsOn: n },
);
new aws.ec2.VpcEndpoint(
  "e",
  {
    vpcId: n.vpc.id,
    serviceName: pulumi.interpolate`com.amazonaws.${aws.getRegionOutput({}, { provider: p }).region}.s3`,
    routeTableIds: [],
  },
  { parent: n },
);
