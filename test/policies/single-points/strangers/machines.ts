import * as aws from "@pulumi/aws";
import { program } from "../program/case";
import { alb, ids, net, template, web } from "./network";

const ami = "ami-0abcdef1234567890";
const world = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };

program("a blog on one machine of the default network", ["blog"], () => {
  const group = new aws.ec2.SecurityGroup("blog", { ingress: [world] });
  const machine = new aws.ec2.Instance("blog", { ami, instanceType: "t3.micro", vpcSecurityGroupIds: [group.id] });
  const ip = new aws.ec2.Eip("blog", { instance: machine.id });
  const zone = new aws.route53.Zone("zone", { name: "blog.example" });
  new aws.route53.Record("www", {
    zoneId: zone.id,
    name: "www.blog.example",
    type: "A",
    ttl: 60,
    records: [ip.publicIp],
  });
});

program("a bastion with a name, open to the office", [], () => {
  const at = net();
  const group = new aws.ec2.SecurityGroup("ssh", {
    vpcId: at.vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["203.0.113.0/24"] }],
  });
  const jump = new aws.ec2.Instance("jump", {
    ami,
    instanceType: "t3.nano",
    subnetId: at.pub[0]?.id ?? "",
    vpcSecurityGroupIds: [group.id],
  });
  new aws.route53.Record("ssh", {
    zoneId: "Z0123456789ABCDEFGHIJ",
    name: "ssh.example.com",
    type: "A",
    ttl: 300,
    records: [jump.publicIp],
  });
  web(at);
});

program("a balancer with one machine written into its group", ["box"], () => {
  const at = net();
  const { group } = alb(at);
  const box = new aws.ec2.Instance("box", { ami, instanceType: "t3.small", subnetId: at.priv[0]?.id ?? "" });
  new aws.lb.TargetGroupAttachment("box", { targetGroupArn: group.arn, targetId: box.id, port: 80 });
});

program("two machines by their addresses in one subnet", ["box-0"], () => {
  const at = net();
  const { group } = alb(at, "ip");
  for (const i of [0, 1]) {
    const box = new aws.ec2.Instance(`box-${i}`, { ami, instanceType: "t3.small", subnetId: at.priv[0]?.id ?? "" });
    new aws.lb.TargetGroupAttachment(`box-${i}`, { targetGroupArn: group.arn, targetId: box.privateIp, port: 80 });
  }
});

program("a group that wants three and may have one", ["web"], () => {
  web(net(), { minSize: 1, desiredCapacity: 3 });
});

program("a group of two in a list of one zone", ["web"], () => {
  const at = net();
  web(at, { vpcZoneIdentifiers: ids(at.priv.slice(0, 1)) });
});

program("a group of two in one zone of the default network", ["web"], () => {
  const at = net();
  const { group } = alb(at);
  new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    availabilityZones: ["us-east-1a"],
    targetGroupArns: [group.arn],
    launchTemplate: { id: template().id },
  });
});

program("a group of two in two zones of the default network", [], () => {
  const at = net();
  const { group } = alb(at);
  new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    targetGroupArns: [group.arn],
    launchTemplate: { id: template().id },
  });
});

program("a group that a schedule takes down to one at night", ["web"], () => {
  const group = web(net(), { minSize: 3 });
  new aws.autoscaling.Schedule("night", {
    autoscalingGroupName: group.name,
    scheduledActionName: "night",
    minSize: 1,
    maxSize: 1,
    desiredCapacity: 1,
    recurrence: "0 22 * * *",
  });
});

program("a schedule that only adds", [], () => {
  const group = web(net());
  new aws.autoscaling.Schedule("day", {
    autoscalingGroupName: group.name,
    scheduledActionName: "day",
    minSize: 4,
    maxSize: 8,
    recurrence: "0 8 * * *",
  });
});

program("nightly jobs of a group that a schedule takes down to nothing", [], () => {
  const at = net();
  const group = new aws.autoscaling.Group("jobs", {
    minSize: 0,
    maxSize: 1,
    vpcZoneIdentifiers: ids(at.priv.slice(0, 1)),
    launchTemplate: { id: template().id },
  });
  new aws.autoscaling.Schedule("off", {
    autoscalingGroupName: group.name,
    scheduledActionName: "off",
    minSize: 0,
    maxSize: 0,
    desiredCapacity: 0,
    recurrence: "0 6 * * *",
  });
});

program("a group of Spot instances alone", ["web"], () => {
  const at = net();
  const { group } = alb(at);
  new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 6,
    healthCheckType: "ELB",
    vpcZoneIdentifiers: ids(at.priv),
    targetGroupArns: [group.arn],
    mixedInstancesPolicy: {
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: template().id } },
      instancesDistribution: { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: 0 },
    },
  });
});

program("a template that asks for Spot", ["web"], () => {
  web(net(), {}, { instanceMarketOptions: { marketType: "spot" } });
});

program("machines on one dedicated host", ["box-0"], () => {
  const at = net();
  const { group } = alb(at);
  const host = new aws.ec2.DedicatedHost("host", { instanceType: "m5.large", availabilityZone: "us-east-1a" });
  for (const i of [0, 1]) {
    const box = new aws.ec2.Instance(`box-${i}`, {
      ami,
      instanceType: "m5.large",
      hostId: host.id,
      tenancy: "host",
      subnetId: at.priv[0]?.id ?? "",
    });
    new aws.lb.TargetGroupAttachment(`box-${i}`, { targetGroupArn: group.arn, targetId: box.id });
  }
});

program("a database that somebody runs on a machine with a volume", ["postgres"], () => {
  const at = net();
  const data = new aws.ec2.SecurityGroup("data", {
    vpcId: at.vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [at.inner.id] }],
  });
  const postgres = new aws.ec2.Instance("postgres", {
    ami,
    instanceType: "r6i.large",
    subnetId: at.priv[1]?.id ?? "",
    vpcSecurityGroupIds: [data.id],
  });
  const volume = new aws.ebs.Volume("pgdata", { availabilityZone: "us-east-1b", size: 100 });
  new aws.ec2.VolumeAttachment("pgdata", { deviceName: "/dev/sdf", instanceId: postgres.id, volumeId: volume.id });
  web(
    at,
    {},
    {
      vpcSecurityGroupIds: [at.inner.id],
      userData: postgres.privateIp.apply((ip) => Buffer.from(`DB=${ip}`).toString("base64")),
    },
  );
});

program("Redis on a machine, known by a private name", ["redis"], () => {
  const at = net();
  const redis = new aws.ec2.Instance("redis", { ami, instanceType: "r6g.large", subnetId: at.priv[0]?.id ?? "" });
  const zone = new aws.route53.Zone("inner", { name: "shop.internal", vpcs: [{ vpcId: at.vpc.id }] });
  const record = new aws.route53.Record("redis", {
    zoneId: zone.zoneId,
    name: "redis.shop.internal",
    type: "A",
    ttl: 30,
    records: [redis.privateIp],
  });
  web(at, {}, { userData: record.fqdn.apply((name) => Buffer.from(`REDIS=${name}`).toString("base64")) });
});

program("Redis on a machine, known by a private name written out", ["redis"], () => {
  const at = net();
  const redis = new aws.ec2.Instance("redis", { ami, instanceType: "r6g.large", subnetId: at.priv[0]?.id ?? "" });
  const zone = new aws.route53.Zone("inner", { name: "shop.internal", vpcs: [{ vpcId: at.vpc.id }] });
  new aws.route53.Record("redis", {
    zoneId: zone.zoneId,
    name: "redis.shop.internal",
    type: "A",
    ttl: 30,
    records: [redis.privateIp],
  });
  web(
    at,
    {},
    { userData: Buffer.from("#!/bin/sh\necho REDIS_HOST=redis.shop.internal > /etc/app\n").toString("base64") },
  );
});

program("a machine for builds and one for a developer", [], () => {
  const at = net();
  web(at);
  const egress = new aws.ec2.SecurityGroup("out", {
    vpcId: at.vpc.id,
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  for (const name of ["gitlab-runner", "dev-box"]) {
    new aws.ec2.Instance(name, {
      ami,
      instanceType: "t3.large",
      subnetId: at.priv[0]?.id ?? "",
      vpcSecurityGroupIds: [egress.id],
    });
  }
});

program("a worker on one machine that empties a queue", ["worker"], () => {
  const at = net();
  const queue = new aws.sqs.Queue("orders");
  const fn = apiFunction({ QUEUE: queue.url });
  const role = new aws.iam.Role("worker", { assumeRolePolicy: "{}" });
  new aws.iam.RolePolicy("worker", {
    role: role.id,
    policy: queue.arn.apply((arn) =>
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["sqs:ReceiveMessage"], Resource: arn }] }),
    ),
  });
  const profile = new aws.iam.InstanceProfile("worker", { role: role.name });
  new aws.ec2.Instance("worker", {
    ami,
    instanceType: "t3.small",
    subnetId: at.priv[0]?.id ?? "",
    iamInstanceProfile: profile.name,
  });
  return fn;
});

program("one Spot request behind a balancer", ["box"], () => {
  const at = net();
  const { group } = alb(at);
  const box = new aws.ec2.SpotInstanceRequest("box", {
    ami,
    instanceType: "t3.small",
    subnetId: at.priv[0]?.id ?? "",
    waitForFulfillment: true,
  });
  new aws.lb.TargetGroupAttachment("box", { targetGroupArn: group.arn, targetId: box.spotInstanceId });
});

program("a NAT machine for both zones", ["nat"], () => {
  const at = net();
  const nat = new aws.ec2.Instance("nat", {
    ami,
    instanceType: "t4g.nano",
    sourceDestCheck: false,
    subnetId: at.pub[0]?.id ?? "",
  });
  const table = new aws.ec2.RouteTable("out", {
    vpcId: at.vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", networkInterfaceId: nat.primaryNetworkInterfaceId }],
  });
  const subnets = ["a", "b"].map((zone, i) => {
    const subnet = new aws.ec2.Subnet(`app${zone}`, {
      vpcId: at.vpc.id,
      cidrBlock: `10.1.${200 + i}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    });
    new aws.ec2.RouteTableAssociation(`app${zone}`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  });
  web({ ...at, priv: subnets });
});

function apiFunction(variables: Record<string, aws.sqs.Queue["url"]>) {
  const fn = new aws.lambda.Function("api", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: "arn:aws:iam::123456789012:role/api",
    environment: { variables },
  });
  const http = new aws.apigatewayv2.Api("http", { protocolType: "HTTP", target: fn.arn });
  return { fn, http };
}
