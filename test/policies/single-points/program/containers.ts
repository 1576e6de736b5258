import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { program } from "./case";
import { fleet, front, ids, type Landscape, landscape, service } from "./landscape";

program("a Fargate service of one task", ["web"], () => {
  const land = landscape();
  service("web", land, { front: front(land), args: { desiredCount: 1 } });
});

program("a Fargate service without a count, which is one", ["web"], () => {
  const land = landscape();
  const cluster = new aws.ecs.Cluster("web");
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  const { target } = front(land);
  new aws.ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 1,
    networkConfiguration: { subnets: ids(land.privateSubnets) },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
  });
});

program("a Fargate service in one zone", ["web"], () => {
  const land = landscape();
  const networkConfiguration = { subnets: ids(land.privateSubnets.slice(0, 1)) };
  service("web", land, { front: front(land), args: { networkConfiguration } });
});

program("a Fargate service that may scale in to one task", ["web"], () => {
  const land = landscape();
  const web = service("web", land, { front: front(land) });
  const target = new aws.appautoscaling.Target("web", {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: pulumi.interpolate`service/shop/${web.name}`,
    minCapacity: 1,
    maxCapacity: 10,
  });
  new aws.appautoscaling.Policy("web", {
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 60,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    },
  });
});

program("a service of Spot tasks alone", ["web"], () => {
  const land = landscape();
  const cluster = new aws.ecs.Cluster("web");
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  const { target } = front(land);
  new aws.ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 4,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    networkConfiguration: { subnets: ids(land.privateSubnets) },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
  });
});

function onServers(land: Landscape, hosts: Partial<aws.autoscaling.GroupArgs>, args: Partial<aws.ecs.ServiceArgs>) {
  const cluster = new aws.ecs.Cluster("web", { name: "web" });
  const userData = pulumi.interpolate`#!/bin/bash
echo ECS_CLUSTER=${cluster.name} >> /etc/ecs/ecs.config`;
  const template = new aws.ec2.LaunchTemplate("hosts", { imageId: "ami-1", userData });
  new aws.autoscaling.Group("hosts", {
    minSize: 3,
    maxSize: 6,
    vpcZoneIdentifiers: ids(land.privateSubnets),
    launchTemplate: { id: template.id },
    ...hosts,
  });
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  const { target } = front(land, { path: "/healthz" }, "instance");
  new aws.ecs.Service("web", {
    cluster: cluster.id,
    taskDefinition: task.arn,
    desiredCount: 3,
    launchType: "EC2",
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
    ...args,
  });
}

program("a service of three tasks on one host", ["hosts"], () => {
  onServers(landscape(), { minSize: 1, maxSize: 1 }, {});
});

program("a service of three tasks on hosts in one zone", ["hosts"], () => {
  const land = landscape();
  onServers(land, { vpcZoneIdentifiers: ids(land.privateSubnets.slice(0, 1)) }, {});
});

program("tasks packed onto as few hosts as possible", ["web"], () => {
  onServers(landscape(), {}, { orderedPlacementStrategies: [{ type: "binpack", field: "memory" }] });
});

program("hosts by a capacity provider: one", ["hosts"], () => {
  const land = landscape();
  const template = new aws.ec2.LaunchTemplate("hosts", { imageId: "ami-1" });
  const hosts = new aws.autoscaling.Group("hosts", {
    minSize: 1,
    maxSize: 1,
    vpcZoneIdentifiers: ids(land.privateSubnets),
    launchTemplate: { id: template.id },
  });
  const provider = new aws.ecs.CapacityProvider("hosts", {
    autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn },
  });
  const cluster = new aws.ecs.Cluster("web");
  new aws.ecs.ClusterCapacityProviders("web", { clusterName: cluster.name, capacityProviders: [provider.name] });
  const task = new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]" });
  const { target } = front(land);
  new aws.ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 2,
    capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
    networkConfiguration: { subnets: ids(land.privateSubnets) },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "app", containerPort: 80 }],
  });
});

program("sessions in one container that another service finds by name", ["sessions"], () => {
  const land = landscape();
  const names = new aws.servicediscovery.PrivateDnsNamespace("internal", { vpc: land.vpc.id });
  const name = new aws.servicediscovery.Service("sessions", {
    dnsConfig: { namespaceId: names.id, dnsRecords: [{ type: "A", ttl: 10 }] },
  });
  service("sessions", land, { args: { desiredCount: 1, serviceRegistries: { registryArn: name.arn } } });
  service("web", land, {
    front: front(land),
    environment: { REDIS_HOST: pulumi.interpolate`${name.name}.${names.name}` },
  });
});

program("awsx: a Fargate service of one task behind its load balancer", ["web"], () => {
  const vpc = new awsx.ec2.Vpc("shop", { numberOfAvailabilityZones: 2, natGateways: { strategy: "OnePerAz" } });
  const balancer = new awsx.lb.ApplicationLoadBalancer("front", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("web");
  new awsx.ecs.FargateService("web", {
    cluster: cluster.arn,
    desiredCount: 1,
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

program("awsx: one NAT gateway for all zones", ["shop-1"], () => {
  const vpc = new awsx.ec2.Vpc("shop", { numberOfAvailabilityZones: 3, natGateways: { strategy: "Single" } });
  const balancer = new awsx.lb.ApplicationLoadBalancer("front", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("web");
  new awsx.ecs.FargateService("web", {
    cluster: cluster.arn,
    desiredCount: 3,
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

program("the busy half of a service behind weighted targets, alone", ["green"], () => {
  const land = landscape();
  const { balancer, target } = front(land);
  const other = new aws.lb.TargetGroup("green", { port: 80, protocol: "HTTP", vpcId: land.vpc.id, targetType: "ip" });
  new aws.lb.Listener("weighted", {
    loadBalancerArn: balancer.arn,
    port: 8443,
    defaultActions: [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: target.arn, weight: 50 },
            { arn: other.arn, weight: 50 },
          ],
        },
      },
    ],
  });
  fleet(land, { balancer, target, group: new aws.ec2.SecurityGroup("spare") });
  service("green", land, {
    front: { balancer, target: other, group: new aws.ec2.SecurityGroup("more") },
    args: { desiredCount: 1 },
  });
});
