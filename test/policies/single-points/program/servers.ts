import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "./case";
import { behind, fleet, front, ids, landscape, open, server } from "./landscape";

program("one server with an elastic address and a name", ["web"], () => {
  const web = server("web", { vpcSecurityGroupIds: [open("web", undefined, 80).id] });
  const address = new aws.ec2.Eip("web", { instance: web.id });
  new aws.route53.Record("web", {
    zoneId: "Z1",
    name: "example.com",
    type: "A",
    ttl: 300,
    records: [address.publicIp],
  });
});

program("one server in the default network, group by inline rules of several ports", ["app"], () => {
  const group = new aws.ec2.SecurityGroup("app", {
    ingress: [
      { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] },
    ],
  });
  server("app", { securityGroups: [group.name], userData: "#!/bin/bash\ndocker run -p 80:80 app" });
});

program("one server behind a load balancer", ["web"], () => {
  const land = landscape();
  const { target } = front(land, { path: "/" }, "instance");
  const web = server("web", { subnetId: land.privateSubnets[0]?.id ?? "" });
  new aws.lb.TargetGroupAttachment("web", { targetGroupArn: target.arn, targetId: web.id });
});

program("two servers behind a load balancer in one zone", ["web-0"], () => {
  const land = landscape();
  const { target } = front(land, { path: "/" }, "instance");
  [0, 1].forEach((i) => {
    const web = server(`web-${i}`, { subnetId: land.privateSubnets[0]?.id ?? "" });
    new aws.lb.TargetGroupAttachment(`web-${i}`, { targetGroupArn: target.arn, targetId: web.id });
  });
});

program("an autoscaling group of one", ["web"], () => {
  const land = landscape();
  fleet(land, front(land), { minSize: 1, maxSize: 1 });
});

program("an autoscaling group that may scale in to one", ["web"], () => {
  const land = landscape();
  const group = fleet(land, front(land), { minSize: 1, maxSize: 6, desiredCapacity: 3 });
  new aws.autoscaling.Policy("web", {
    autoscalingGroupName: group.name,
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 60,
    },
  });
});

program("an autoscaling group in one zone", ["web"], () => {
  const land = landscape();
  fleet(land, front(land), { vpcZoneIdentifiers: ids(land.privateSubnets.slice(0, 1)) });
});

program("an autoscaling group by zone names, one of them, attached apart", ["web"], () => {
  const land = landscape();
  const { target } = front(land);
  const config = new aws.ec2.LaunchConfiguration("web", { imageId: "ami-1", instanceType: "t3.small" });
  const group = new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    availabilityZones: ["us-east-1a"],
    launchConfiguration: config.name,
    healthCheckType: "ELB",
  });
  new aws.autoscaling.Attachment("web", { autoscalingGroupName: group.name, lbTargetGroupArn: target.arn });
});

program("an autoscaling group of Spot instances alone", ["web"], () => {
  const land = landscape();
  const { target } = front(land);
  const template = new aws.ec2.LaunchTemplate("web", { imageId: "ami-1" });
  new aws.autoscaling.Group("web", {
    minSize: 3,
    maxSize: 9,
    vpcZoneIdentifiers: ids(land.privateSubnets),
    targetGroupArns: [target.arn],
    healthCheckType: "ELB",
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: 0 },
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: template.id } },
    },
  });
});

program("an autoscaling group of one in the default network, looked up", ["web"], () => {
  const vpc = aws.ec2.getVpcOutput({ default: true });
  const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: vpc.id });
  const balancer = new aws.lb.LoadBalancer("web", { subnets: subnets.ids });
  new aws.lb.Listener("web", {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  const template = new aws.ec2.LaunchTemplate("web", { imageId: "ami-1", instanceType: "t3.small" });
  new aws.autoscaling.Group("web", {
    minSize: 1,
    maxSize: 1,
    vpcZoneIdentifiers: subnets.ids,
    targetGroupArns: [target.arn],
    healthCheckType: "ELB",
    launchTemplate: { id: template.id },
  });
});

program("a database of its own on one server", ["database"], () => {
  const land = landscape();
  const entry = front(land);
  const app = behind("app", land.vpc, entry.group, 80);
  const database = server("database", {
    subnetId: land.privateSubnets[0]?.id ?? "",
    vpcSecurityGroupIds: [behind("database", land.vpc, app, 5432).id],
  });
  fleet(land, entry, {}, pulumi.interpolate`DATABASE_HOST=${database.privateIp}`);
});

program("a database on one server that the whole network may call", ["database"], () => {
  const land = landscape();
  const group = new aws.ec2.SecurityGroup("database", {
    vpcId: land.vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 3306, toPort: 3306, cidrBlocks: ["10.0.0.0/16"] }],
  });
  server("database", { subnetId: land.privateSubnets[0]?.id ?? "", vpcSecurityGroupIds: [group.id] });
  fleet(land, front(land));
});

program("a classic load balancer with one instance", ["web"], () => {
  const web = server("web");
  new aws.elb.LoadBalancer("web", {
    availabilityZones: ["us-east-1a", "us-east-1b"],
    listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
    instances: [web.id],
    healthCheck: { target: "HTTP:80/", interval: 30, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
  });
});

program("a classic load balancer in one zone", ["web"], () => {
  const land = landscape();
  const balancer = new aws.elb.LoadBalancer("web", {
    subnets: ids(land.publicSubnets.slice(0, 1)),
    listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
    healthCheck: { target: "HTTP:80/", interval: 30, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
  });
  const template = new aws.ec2.LaunchTemplate("servers", { imageId: "ami-1" });
  new aws.autoscaling.Group("servers", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: ids(land.publicSubnets),
    loadBalancers: [balancer.name],
    healthCheckType: "ELB",
    launchTemplate: { id: template.id },
  });
});

program("a worker on one server that takes from a queue", ["worker"], () => {
  const queue = new aws.sqs.Queue("jobs");
  const hook = new aws.lambda.Function("hook", {
    role: "arn:aws:iam::111122223333:role/l",
    runtime: "nodejs20.x",
    handler: "i.h",
    s3Bucket: "b",
    s3Key: "k",
    environment: { variables: { QUEUE: queue.url } },
  });
  new aws.lambda.FunctionUrl("hook", { functionName: hook.name, authorizationType: "NONE" });
  server("worker", { userData: pulumi.interpolate`QUEUE_URL=${queue.url} /opt/worker` });
});

program("a group whose members die unnoticed: only EC2 is asked", ["health-checks-tell-the-truth: web"], () => {
  const land = landscape();
  fleet(land, front(land), { healthCheckType: "EC2" });
});

program("a health check that asks the database", ["health-checks-tell-the-truth: web"], () => {
  const land = landscape();
  fleet(land, front(land, { path: "/health/database" }));
});

program("a health check that takes errors for an answer", ["health-checks-tell-the-truth: web"], () => {
  const land = landscape();
  fleet(land, front(land, { path: "/healthz", matcher: "200-599" }));
});

program("a Lightsail instance", ["blog"], () => {
  const blog = new aws.lightsail.Instance("blog", {
    availabilityZone: "us-east-1a",
    blueprintId: "wordpress",
    bundleId: "nano_2_0",
  });
  new aws.lightsail.InstancePublicPorts("blog", {
    instanceName: blog.name,
    portInfos: [{ protocol: "tcp", fromPort: 443, toPort: 443 }],
  });
});

program("nodes of Kubernetes: one", ["nodes"], () => {
  const land = landscape();
  const cluster = new aws.eks.Cluster("shop", {
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ids(land.privateSubnets) },
  });
  new aws.eks.NodeGroup("nodes", {
    clusterName: cluster.name,
    nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
    subnetIds: ids(land.privateSubnets),
    scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 3 },
  });
});

program("nodes of Kubernetes in one zone", ["nodes"], () => {
  const land = landscape();
  const cluster = new aws.eks.Cluster("shop", {
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ids(land.privateSubnets) },
  });
  new aws.eks.NodeGroup("nodes", {
    clusterName: cluster.name,
    nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
    subnetIds: ids(land.privateSubnets.slice(0, 1)),
    scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 6 },
  });
});
