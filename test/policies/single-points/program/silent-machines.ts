import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { program } from "./case";
import { fleet, front, ids, landscape, open, server, service } from "./landscape";

program("a fleet and its load balancer in three zones", [], () => {
  const land = landscape();
  fleet(land, front(land));
});

program("a bastion beside a fleet", [], () => {
  const land = landscape();
  fleet(land, front(land));
  const group = open("bastion", land.vpc, 22);
  const bastion = server("bastion", { subnetId: land.publicSubnets[0]?.id ?? "", vpcSecurityGroupIds: [group.id] });
  const address = new aws.ec2.Eip("bastion", { instance: bastion.id });
  new aws.route53.Record("bastion", {
    zoneId: "Z1",
    name: "ssh.example.com",
    type: "A",
    ttl: 60,
    records: [address.publicIp],
  });
});

program("a VPN server for the staff", [], () => {
  const group = new aws.ec2.SecurityGroup("vpn", {
    ingress: [{ protocol: "udp", fromPort: 1194, toPort: 1194, cidrBlocks: ["0.0.0.0/0"] }],
  });
  server("vpn", { vpcSecurityGroupIds: [group.id], tags: { role: "vpn" } });
});

program("a CI runner", [], () => {
  const land = landscape();
  const role = new aws.iam.Role("runner", { assumeRolePolicy: "{}" });
  const profile = new aws.iam.InstanceProfile("runner", { role: role.name });
  server("runner", { subnetId: land.privateSubnets[0]?.id ?? "", iamInstanceProfile: profile.name });
});

program("a build server with a page, tagged as what it is", [], () => {
  const group = open("jenkins", undefined, 8080);
  server("jenkins", { vpcSecurityGroupIds: [group.id], tags: { Name: "jenkins", role: "ci" } });
});

program("a group of one that runs a nightly job", [], () => {
  const land = landscape();
  const template = new aws.ec2.LaunchTemplate("nightly", { imageId: "ami-1", instanceType: "t3.small" });
  const group = new aws.autoscaling.Group("nightly", {
    minSize: 1,
    maxSize: 1,
    vpcZoneIdentifiers: ids(land.privateSubnets),
    launchTemplate: { id: template.id },
  });
  new aws.autoscaling.Schedule("nightly", {
    scheduledActionName: "nightly",
    autoscalingGroupName: group.name,
    recurrence: "0 3 * * *",
    minSize: 1,
    maxSize: 1,
  });
});

program("a task on a schedule", [], () => {
  const land = landscape();
  const cluster = new aws.ecs.Cluster("jobs");
  const task = new aws.ecs.TaskDefinition("report", { family: "report", containerDefinitions: "[]" });
  const rule = new aws.cloudwatch.EventRule("nightly", { scheduleExpression: "rate(1 day)" });
  new aws.cloudwatch.EventTarget("nightly", {
    rule: rule.name,
    arn: cluster.arn,
    roleArn: "arn:aws:iam::111122223333:role/events",
    ecsTarget: { taskDefinitionArn: task.arn, networkConfiguration: { subnets: ids(land.privateSubnets) } },
  });
});

program("a worker of one task that takes from a queue", [], () => {
  const land = landscape();
  const dead = new aws.sqs.Queue("dead");
  const queue = new aws.sqs.Queue("jobs", {
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
  });
  service("web", land, { front: front(land), environment: { QUEUE: queue.url } });
  service("worker", land, { environment: { QUEUE: queue.url }, args: { desiredCount: 1 } });
});

program("two servers in two zones behind a load balancer", [], () => {
  const land = landscape();
  const { target } = front(land, { path: "/" }, "instance");
  land.privateSubnets.slice(0, 2).forEach((subnet, i) => {
    const web = server(`web-${i}`, { subnetId: subnet.id });
    new aws.lb.TargetGroupAttachment(`web-${i}`, { targetGroupArn: target.arn, targetId: web.id });
  });
});

program("hosts in three zones under a service that spreads by default", [], () => {
  const land = landscape();
  const cluster = new aws.ecs.Cluster("web", { name: "web" });
  const userData = pulumi.interpolate`ECS_CLUSTER=${cluster.name}`;
  const template = new aws.ec2.LaunchTemplate("hosts", { imageId: "ami-1", userData });
  new aws.autoscaling.Group("hosts", {
    minSize: 3,
    maxSize: 6,
    vpcZoneIdentifiers: ids(land.privateSubnets),
    launchTemplate: { id: template.id },
  });
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  const { target } = front(land, { path: "/healthz" }, "instance");
  new aws.ecs.Service("web", {
    cluster: cluster.id,
    taskDefinition: task.arn,
    desiredCount: 3,
    launchType: "EC2",
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
  });
});

program("a service with Spot beyond its base", [], () => {
  const land = landscape();
  const { target } = front(land);
  const cluster = new aws.ecs.Cluster("web");
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  new aws.ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 6,
    capacityProviderStrategies: [
      { capacityProvider: "FARGATE", base: 3, weight: 1 },
      { capacityProvider: "FARGATE_SPOT", weight: 3 },
    ],
    networkConfiguration: { subnets: ids(land.privateSubnets) },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
  });
});

program("a daemon on every host", [], () => {
  const cluster = new aws.ecs.Cluster("web");
  const task = new aws.ecs.TaskDefinition("agent", { family: "agent", containerDefinitions: "[]" });
  new aws.ecs.Service("agent", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    schedulingStrategy: "DAEMON",
    launchType: "EC2",
  });
});

program("awsx: two tasks in two zones, each with its way out", [], () => {
  const vpc = new awsx.ec2.Vpc("shop", { numberOfAvailabilityZones: 2, natGateways: { strategy: "OnePerAz" } });
  const balancer = new awsx.lb.ApplicationLoadBalancer("front", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("web");
  new awsx.ecs.FargateService("web", {
    cluster: cluster.arn,
    desiredCount: 2,
    networkConfiguration: { subnets: vpc.privateSubnetIds },
    taskDefinitionArgs: {
      container: {
        name: "web",
        image: "nginx:1.27",
        cpu: 128,
        memory: 512,
        portMappings: [{ containerPort: 80, targetGroup: balancer.defaultTargetGroup }],
      },
    },
  });
});

program("two services in the default network, looked up", [], () => {
  const vpc = aws.ec2.getVpcOutput({ default: true });
  const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: vpc.id, targetType: "ip" });
  const balancer = new aws.lb.LoadBalancer("web", { subnets: subnets.ids });
  new aws.lb.Listener("web", {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  const cluster = new aws.ecs.Cluster("web");
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  new aws.ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: { subnets: subnets.ids, assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
  });
});

program("nodes of Kubernetes in two groups of one, in two zones", [], () => {
  const land = landscape();
  const cluster = new aws.eks.Cluster("shop", {
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ids(land.privateSubnets) },
  });
  land.privateSubnets.forEach((subnet, i) => {
    new aws.eks.NodeGroup(`nodes-${i}`, {
      clusterName: cluster.name,
      nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
      subnetIds: [subnet.id],
      scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 3 },
    });
  });
});

program("a test machine that nothing leads to", [], () => {
  server("scratch", { vpcSecurityGroupIds: ["sg-12345678"] });
});
