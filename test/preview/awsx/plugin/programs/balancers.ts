// awsx.lb: every way to place and listen, attachments, and outputs used by other resources.
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const vpc = new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 2, natGateways: { strategy: "None" } });
const subnet = new aws.ec2.Subnet("subnet", { vpcId: vpc.vpcId, cidrBlock: "10.0.250.0/24" });
const certificate = new aws.acm.Certificate("cert", { domainName: "example.com" });
const { ApplicationLoadBalancer, NetworkLoadBalancer, TargetGroupAttachment } = awsx.lb;
const plain = new ApplicationLoadBalancer("plain");
new ApplicationLoadBalancer("ids", { subnetIds: vpc.publicSubnetIds, internal: true, tags: { a: "b" } });
new ApplicationLoadBalancer("known-ids", { subnetIds: ["subnet-1", "subnet-2"], name: "fixed" });
new ApplicationLoadBalancer("refs", { subnets: [subnet] });
new ApplicationLoadBalancer("output-refs", { subnets: vpc.publicSubnets });
new ApplicationLoadBalancer("mappings", { subnetMappings: [{ subnetId: subnet.id, allocationId: "eip" }] });
new ApplicationLoadBalancer("https", { listener: { port: 443, certificateArn: certificate.arn } });
new ApplicationLoadBalancer("protocol", {
  listener: { protocol: "HTTPS", certificateArn: certificate.arn, sslPolicy: "x" },
});
new ApplicationLoadBalancer("late-port", { listener: { port: subnet.id.apply(Number) } });
new ApplicationLoadBalancer("several", {
  listeners: [
    {
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    },
    { port: 443, protocol: "HTTPS", certificateArn: certificate.arn },
    { port: 8080 },
  ],
});
new ApplicationLoadBalancer("single", { listeners: [{ port: 8080 }] });
new ApplicationLoadBalancer("group-port", { defaultTargetGroupPort: 8080 });
new ApplicationLoadBalancer("group", {
  defaultTargetGroup: {
    port: 3000,
    targetType: "ip",
    healthCheck: { path: "/up" },
    deregistrationDelay: 5,
    vpcId: vpc.vpcId,
  },
});
new ApplicationLoadBalancer("group-name", {
  defaultTargetGroup: { name: "fixed", protocol: "HTTP", tags: { late: certificate.arn } },
});
new ApplicationLoadBalancer("no-security", { defaultSecurityGroup: { skip: true } });
new ApplicationLoadBalancer("own-security", { defaultSecurityGroup: { securityGroupId: "sg-1" } });
new ApplicationLoadBalancer("security-args", {
  defaultSecurityGroup: {
    args: {
      ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: [vpc.vpc.cidrBlock] }],
      tags: { a: "b" },
    },
  },
});
new ApplicationLoadBalancer("groups", { securityGroups: ["sg-2"] });
new ApplicationLoadBalancer("elsewhere", { region: "us-west-2", subnetIds: ["subnet-1"] });
new ApplicationLoadBalancer("extra", {
  accessLogs: { bucket: certificate.arn, enabled: true },
  idleTimeout: 30,
  enableDeletionProtection: true,
  dropInvalidHeaderFields: true,
});
const nlb = new NetworkLoadBalancer("nlb");
new NetworkLoadBalancer("nlb-ids", { subnetIds: vpc.privateSubnetIds, enableCrossZoneLoadBalancing: true });
new NetworkLoadBalancer("nlb-refs", {
  subnets: vpc.publicSubnets,
  listener: { port: 443, protocol: "TLS", certificateArn: certificate.arn },
});
new NetworkLoadBalancer("nlb-mappings", { subnetMappings: [{ subnetId: "subnet-1", allocationId: "eip" }] });
new NetworkLoadBalancer("nlb-several", {
  listeners: [{ port: 1 }, { port: 2, protocol: "UDP" }],
  defaultTargetGroupPort: 99,
});
new NetworkLoadBalancer("nlb-group", { defaultTargetGroup: { targetType: "alb", port: 80, tags: { a: "b" } } });
const instance = new aws.ec2.Instance("instance", { ami: "ami-1", instanceType: "t3.micro", subnetId: subnet.id });
const code = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("x") });
const fn = new aws.lambda.Function("fn", {
  role: "arn:aws:iam::1:role/x",
  code,
  handler: "index.x",
  runtime: "nodejs22.x",
});
const lambdaGroup = new aws.lb.TargetGroup("lambdas", { targetType: "lambda" });
const ipGroup = new aws.lb.TargetGroup("ips", { targetType: "ip", port: 80, protocol: "HTTP", vpcId: vpc.vpcId });
new TargetGroupAttachment("by-instance", { targetGroup: plain.defaultTargetGroup, instance });
new TargetGroupAttachment("by-id", { targetGroupArn: plain.defaultTargetGroup.arn, instanceId: instance.id });
new TargetGroupAttachment("by-ip", { targetGroup: ipGroup, instance });
new TargetGroupAttachment("by-lambda", { targetGroup: lambdaGroup, lambda: fn });
new TargetGroupAttachment("by-lambda-arn", { targetGroupArn: lambdaGroup.arn, lambdaArn: fn.arn });
const outputs: { [name: string]: pulumi.Input<unknown> } = {
  lb: plain.loadBalancer,
  dns: plain.loadBalancer.dnsName,
  arn: plain.loadBalancer.arn,
  group: plain.defaultTargetGroup,
  groupArn: plain.defaultTargetGroup.arn,
  security: plain.defaultSecurityGroup,
  listeners: plain.listeners,
  vpcId: plain.vpcId,
  first: plain.listeners.apply((all) => all?.[0]?.arn),
  nlbDns: nlb.loadBalancer.dnsName,
  nlbGroup: nlb.defaultTargetGroup.arn,
  nlbListeners: nlb.listeners,
  nlbVpc: nlb.vpcId,
  zone: plain.loadBalancer.zoneId,
};
for (const [name, value] of Object.entries(outputs)) {
  new aws.ssm.Parameter(`of-${name}`, { type: "String", value: pulumi.jsonStringify(value) });
}
new aws.lb.ListenerRule("rule", {
  listenerArn: plain.listeners.apply((all) => all?.[0]?.arn ?? pulumi.output("")),
  actions: [{ type: "forward", targetGroupArn: plain.defaultTargetGroup.arn }],
  conditions: [{ pathPattern: { values: ["/x"] } }],
});
new aws.ec2.SecurityGroup("behind", {
  ingress: [
    {
      protocol: "tcp",
      fromPort: 1,
      toPort: 1,
      securityGroups: [plain.defaultSecurityGroup.apply((group) => group?.id ?? pulumi.output(""))],
    },
  ],
});
export const url = pulumi.interpolate`http://${plain.loadBalancer.dnsName}`;
export const nlbUrl = nlb.loadBalancer.dnsName;
