import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../program/case";
import { flat, front, launch, machine, openTo, ROLE } from "./ground";

program("classic balancer, one machine behind it", ["app"], () => {
  const app = machine("app", { availabilityZone: "us-east-1a" });
  new aws.elb.LoadBalancer("classic", {
    availabilityZones: ["us-east-1a", "us-east-1b"],
    listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
    healthCheck: { target: "HTTP:80/up", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
    instances: [app.id],
  });
});

program("classic balancer, machines in two zones", [], () => {
  const apps = ["a", "b"].map((zone) => machine(`app-${zone}`, { availabilityZone: `us-east-1${zone}` }));
  new aws.elb.LoadBalancer("classic", {
    availabilityZones: ["us-east-1a", "us-east-1b"],
    crossZoneLoadBalancing: true,
    listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
    healthCheck: { target: "HTTP:80/up", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
    instances: apps.map(({ id }) => id),
  });
});

program("group of two in one zone behind a classic balancer", ["fleet"], () => {
  const classic = new aws.elb.LoadBalancer("classic", {
    availabilityZones: ["us-east-1a", "us-east-1b"],
    listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
    healthCheck: { target: "HTTP:80/up", interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
  });
  new aws.autoscaling.Group("fleet", {
    availabilityZones: ["us-east-1a"],
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    loadBalancers: [classic.name],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("network balancer without cross-zone, an uneven fleet", [], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const nlb = new aws.lb.LoadBalancer("nlb", {
    loadBalancerType: "network",
    subnets: subnetIds,
    enableCrossZoneLoadBalancing: false,
  });
  const group = new aws.lb.TargetGroup("tcp", { port: 7000, protocol: "TCP", vpcId: vpc.id });
  new aws.lb.Listener("tcp", {
    loadBalancerArn: nlb.arn,
    port: 7000,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  [0, 1, 1, 1].forEach((zone, i) => {
    const node = machine(`node-${i}`, { subnetId: subnets[zone]?.id });
    new aws.lb.TargetGroupAttachment(`node-${i}`, { targetGroupArn: group.arn, targetId: node.id });
  });
});

program("network balancer with one fixed address", ["nlb"], () => {
  const { vpc, subnetIds } = flat(3);
  const eip = new aws.ec2.Eip("fixed", { domain: "vpc" });
  const nlb = new aws.lb.LoadBalancer("nlb", {
    loadBalancerType: "network",
    subnetMappings: [{ subnetId: subnetIds[0] ?? "", allocationId: eip.id }],
    enableCrossZoneLoadBalancing: true,
  });
  const group = new aws.lb.TargetGroup("tcp", { port: 7000, protocol: "TCP", vpcId: vpc.id });
  new aws.lb.Listener("tcp", {
    loadBalancerArn: nlb.arn,
    port: 7000,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 3,
    maxSize: 9,
    healthCheckType: "ELB",
    targetGroupArns: [group.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("two registrations of one machine", ["app"], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds);
  const app = machine("app", { subnetId: subnets[0]?.id });
  for (const port of [8080, 8081]) {
    new aws.lb.TargetGroupAttachment(`app-${port}`, { targetGroupArn: targets.arn, targetId: app.id, port });
  }
});

program("machines made in a loop over the zones", [], () => {
  const { vpc, subnets, subnetIds } = flat(3);
  const { targets } = front(vpc.id, subnetIds);
  subnets.forEach((subnet, i) => {
    const app = machine(`app-${i}`, { subnetId: subnet.id });
    new aws.lb.TargetGroupAttachment(`app-${i}`, { targetGroupArn: targets.arn, targetId: app.id });
  });
});

program("floor of one though two are wished for", ["fleet"], () => {
  const { vpc, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds);
  const fleet = new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 1,
    desiredCapacity: 2,
    maxSize: 8,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
  new aws.autoscaling.Policy("cpu", {
    autoscalingGroupName: fleet.name,
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 60,
    },
  });
});

program("mixed fleet with two on demand under the Spot ones", [], () => {
  const { vpc, subnetIds } = flat(3);
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 6,
    maxSize: 12,
    healthCheckType: "ELB",
    capacityRebalance: true,
    targetGroupArns: [targets.arn],
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandBaseCapacity: 3, onDemandPercentageAboveBaseCapacity: 0 },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: launch().id },
        overrides: [{ instanceType: "m6i.large" }, { instanceType: "m5.large" }],
      },
    },
  });
});

program("fleet that a cluster placement group keeps in one zone", ["fleet"], () => {
  const { vpc, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds);
  const close = new aws.ec2.PlacementGroup("close", { strategy: "cluster" });
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    placementGroup: close.id,
    minSize: 4,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("fleet in a spread placement group", [], () => {
  const { vpc, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds);
  const apart = new aws.ec2.PlacementGroup("apart", { strategy: "spread" });
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    placementGroup: apart.id,
    minSize: 4,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("one machine that EC2 recovers on other hardware", ["app"], () => {
  const app = machine("app", {
    vpcSecurityGroupIds: [openTo(443).id],
    maintenanceOptions: { autoRecovery: "default" },
  });
  new aws.cloudwatch.MetricAlarm("recover", {
    namespace: "AWS/EC2",
    metricName: "StatusCheckFailed_System",
    dimensions: { InstanceId: app.id },
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 2,
    period: 60,
    statistic: "Maximum",
    alarmActions: ["arn:aws:automate:us-east-1:ec2:recover"],
  });
  const address = new aws.ec2.Eip("app", { instance: app.id });
  new aws.route53.Record("www", { zoneId: "Z1", name: "www", type: "A", ttl: 60, records: [address.publicIp] });
});

program("machine that builds the releases", [], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds);
  machine("builder", {
    subnetId: subnets[0]?.id,
    vpcSecurityGroupIds: [openTo(22, vpc.id).id],
    iamInstanceProfile: "builder",
  });
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("Redis that somebody runs on a machine", ["redis"], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds);
  const redis = machine("redis", { subnetId: subnets[1]?.id, userData: "apt-get install -y redis-server" });
  const userData = redis.privateIp.apply((ip) => Buffer.from(`export REDIS=redis://${ip}:6379`).toString("base64"));
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch(userData).id, version: "$Latest" },
  });
});

program("three subnets, one zone by a slip of the index", ["fleet"], () => {
  const names = aws.getAvailabilityZonesOutput({ state: "available" }).names;
  const { vpc, subnetIds: outer } = flat(2);
  const inner = [0, 1, 2].map(
    (i) =>
      new aws.ec2.Subnet(`inner-${i}`, {
        vpcId: vpc.id,
        cidrBlock: `172.20.${100 + i}.0/24`,
        availabilityZone: names[0],
      }).id,
  );
  const { targets } = front(vpc.id, outer);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: inner,
    minSize: 3,
    maxSize: 6,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("half of the fleet is where the balancer is not", ["fleet"], () => {
  const { vpc, subnets, subnetIds } = flat(3, (i) => `us-east-1${"abc"[i]}`);
  const { targets } = front(vpc.id, subnetIds.slice(0, 2));
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: [subnets[0]?.id ?? "", subnets[2]?.id ?? ""],
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("back office on a machine of its own, by a rule of the listener", ["office"], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const { targets, listener } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
  const group = new aws.lb.TargetGroup("office", {
    vpcId: vpc.id,
    port: 3000,
    protocol: "HTTP",
    healthCheck: { path: "/up" },
  });
  const office = machine("office", { subnetId: subnets[0]?.id });
  new aws.lb.TargetGroupAttachment("office", { targetGroupArn: group.arn, targetId: office.id });
  new aws.lb.ListenerRule("office", {
    listenerArn: listener.arn,
    conditions: [{ pathPattern: { values: ["/office/*"] } }],
    actions: [{ type: "forward", targetGroupArn: group.arn }],
  });
});

program("the second machine lets the balancer not in", ["web-0"], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const { lb, targets } = front(vpc.id, subnetIds);
  const fromFront = new aws.ec2.SecurityGroup("from-front", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [lb.securityGroups[0] ?? ""] }],
  });
  const ssh = new aws.ec2.SecurityGroup("ssh", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }],
  });
  [fromFront, ssh].forEach((group, i) => {
    const web = machine(`web-${i}`, { subnetId: subnets[i]?.id, vpcSecurityGroupIds: [group.id] });
    new aws.lb.TargetGroupAttachment(`web-${i}`, { targetGroupArn: targets.arn, targetId: web.id, port: 8080 });
  });
});

class Site extends pulumi.ComponentResource {
  constructor(name: string, args: { size: number; subnetIds: pulumi.Input<string>[]; vpcId: pulumi.Input<string> }) {
    super("acme:web:Site", name, {});
    const lb = new aws.alb.LoadBalancer(name, { subnets: args.subnetIds }, { parent: this });
    const group = new aws.alb.TargetGroup(
      name,
      { vpcId: args.vpcId, port: 80, protocol: "HTTP", healthCheck: { path: "/up" } },
      { parent: this },
    );
    new aws.alb.Listener(
      name,
      { loadBalancerArn: lb.arn, port: 80, defaultActions: [{ type: "forward", targetGroupArn: group.arn }] },
      { parent: this },
    );
    const template = new aws.ec2.LaunchTemplate(name, { imageId: "ami-1", instanceType: "t3.small" }, { parent: this });
    const fleet = new aws.autoscaling.Group(
      name,
      {
        vpcZoneIdentifiers: args.subnetIds,
        minSize: args.size,
        maxSize: 10,
        healthCheckType: "ELB",
        launchTemplate: { id: template.id },
      },
      { parent: this },
    );
    new aws.autoscaling.Attachment(
      name,
      { autoscalingGroupName: fleet.name, lbTargetGroupArn: group.arn },
      { parent: this },
    );
  }
}

program("component of one's own, of one server", ["site"], () => {
  const { vpc, subnetIds } = flat(2);
  new Site("site", { size: 1, subnetIds, vpcId: vpc.id });
});

program("component of one's own, of three servers", [], () => {
  const { vpc, subnetIds } = flat(3);
  new Site("site", { size: 3, subnetIds, vpcId: vpc.id });
});

program("Kubernetes nodes, one of them", ["nodes"], () => {
  const { vpc, subnetIds } = flat(3);
  const { targets } = front(vpc.id, subnetIds);
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds } });
  const nodes = new aws.eks.NodeGroup("nodes", {
    clusterName: cluster.name,
    nodeRoleArn: ROLE,
    subnetIds,
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 3 },
  });
  new aws.autoscaling.Attachment("nodes", {
    autoscalingGroupName: nodes.resources.apply((all) => all[0]?.autoscalingGroups?.[0]?.name ?? ""),
    lbTargetGroupArn: targets.arn,
  });
});

program("Kubernetes nodes, three of them", [], () => {
  const { vpc, subnetIds } = flat(3);
  const { targets } = front(vpc.id, subnetIds);
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds } });
  const nodes = new aws.eks.NodeGroup("nodes", {
    clusterName: cluster.name,
    nodeRoleArn: ROLE,
    subnetIds,
    scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 9 },
  });
  new aws.autoscaling.Attachment("nodes", {
    autoscalingGroupName: nodes.resources.apply((all) => all[0]?.autoscalingGroups?.[0]?.name ?? ""),
    lbTargetGroupArn: targets.arn,
  });
});

const beanstalk = (args: [string, string, string][]) =>
  new aws.elasticbeanstalk.Environment("env", {
    application: new aws.elasticbeanstalk.Application("app").name,
    solutionStackName: "64bit Amazon Linux 2023 v6.1.0 running Node.js 20",
    settings: args.map(([namespace, name, value]) => ({ namespace, name, value })),
  });

program("Beanstalk on a single instance", ["env"], () => {
  beanstalk([["aws:elasticbeanstalk:environment", "EnvironmentType", "SingleInstance"]]);
});

program("Beanstalk behind a balancer, two at least", [], () => {
  beanstalk([
    ["aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced"],
    ["aws:autoscaling:asg", "MinSize", "2"],
    ["aws:autoscaling:asg", "Availability Zones", "Any 2"],
  ]);
});

program("a group of machines a zone, all behind the same target group", [], () => {
  const { vpc, subnetIds } = flat(2, (i) => `us-east-1${"ab"[i]}`);
  const { targets } = front(vpc.id, subnetIds);
  const template = launch();
  subnetIds.forEach((id, i) => {
    new aws.autoscaling.Group(`fleet-${i}`, {
      vpcZoneIdentifiers: [id],
      minSize: 2,
      maxSize: 4,
      healthCheckType: "ELB",
      targetGroupArns: [targets.arn],
      launchTemplate: { id: template.id, version: "$Latest" },
    });
  });
});

program("two groups of machines in the same zone behind the same target group", ["fleet-0", "fleet-1"], () => {
  const { vpc, subnetIds } = flat(2, (i) => `us-east-1${"ab"[i]}`);
  const { targets } = front(vpc.id, subnetIds);
  const template = launch();
  for (const i of [0, 1]) {
    new aws.autoscaling.Group(`fleet-${i}`, {
      vpcZoneIdentifiers: [subnetIds[0] ?? ""],
      minSize: 2,
      maxSize: 4,
      healthCheckType: "ELB",
      targetGroupArns: [targets.arn],
      launchTemplate: { id: template.id, version: "$Latest" },
    });
  }
});
