import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../program/case";
import { containers, flat, front, launch, ROLE, task } from "./ground";

const image = "nginx:1.27";

program("awsx: private tasks that leave through a single NAT gateway", ["vpc-1"], () => {
  const vpc = new awsx.ec2.Vpc("vpc", { natGateways: { strategy: "Single" } });
  const lb = new awsx.lb.ApplicationLoadBalancer("lb", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("cluster");
  new awsx.ecs.FargateService("svc", {
    cluster: cluster.arn,
    desiredCount: 3,
    networkConfiguration: { subnets: vpc.privateSubnetIds },
    taskDefinitionArgs: {
      container: {
        name: "web",
        image,
        cpu: 256,
        memory: 512,
        portMappings: [{ containerPort: 80, targetGroup: lb.defaultTargetGroup }],
      },
    },
  });
});

program("awsx: tasks with public addresses beside a single NAT gateway", [], () => {
  const vpc = new awsx.ec2.Vpc("vpc", { natGateways: { strategy: "Single" } });
  const lb = new awsx.lb.ApplicationLoadBalancer("lb", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("cluster");
  new awsx.ecs.FargateService("svc", {
    cluster: cluster.arn,
    desiredCount: 2,
    networkConfiguration: { subnets: vpc.publicSubnetIds, assignPublicIp: true },
    taskDefinitionArgs: {
      container: {
        name: "web",
        image,
        cpu: 256,
        memory: 512,
        portMappings: [{ containerPort: 80, targetGroup: lb.defaultTargetGroup }],
      },
    },
  });
});

program("awsx: a service of which nobody said how many", ["svc"], () => {
  const vpc = new awsx.ec2.Vpc("vpc", { natGateways: { strategy: "OnePerAz" } });
  const lb = new awsx.lb.ApplicationLoadBalancer("lb", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("cluster");
  new awsx.ecs.FargateService("svc", {
    cluster: cluster.arn,
    networkConfiguration: { subnets: vpc.privateSubnetIds },
    taskDefinitionArgs: {
      container: {
        name: "web",
        image,
        cpu: 256,
        memory: 512,
        portMappings: [{ containerPort: 80, targetGroup: lb.defaultTargetGroup }],
      },
    },
  });
});

program("awsx: as its examples go, with two tasks", [], () => {
  const vpc = new awsx.ec2.Vpc("vpc");
  const lb = new awsx.lb.ApplicationLoadBalancer("lb", { subnetIds: vpc.publicSubnetIds });
  const cluster = new aws.ecs.Cluster("cluster");
  new awsx.ecs.FargateService("svc", {
    cluster: cluster.arn,
    desiredCount: 2,
    networkConfiguration: { subnets: vpc.privateSubnetIds },
    taskDefinitionArgs: {
      container: {
        name: "web",
        image,
        cpu: 256,
        memory: 512,
        portMappings: [{ containerPort: 80, targetGroup: lb.defaultTargetGroup }],
      },
    },
  });
});

/** A service of two tasks behind a balancer, in the default network's subnets or these. */
function served(extra: Partial<aws.ecs.ServiceArgs> = {}, environment = {}) {
  const { vpc, subnetIds } = flat(2);
  const { targets } = front(vpc.id, subnetIds, "ip");
  const cluster = new aws.ecs.Cluster("cluster");
  const service = new aws.ecs.Service("web", {
    cluster: cluster.id,
    launchType: extra.capacityProviderStrategies === undefined ? "FARGATE" : undefined,
    taskDefinition: task("web", environment).arn,
    desiredCount: 2,
    networkConfiguration: { subnets: subnetIds, assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
    ...extra,
  });
  return { vpc, subnetIds, targets, cluster, service };
}

function scaled({ cluster, service }: ReturnType<typeof served>, minCapacity: number) {
  const target = new aws.appautoscaling.Target("web", {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: pulumi.interpolate`service/${cluster.name}/${service.name}`,
    minCapacity,
    maxCapacity: 10,
  });
  new aws.appautoscaling.Policy("web", {
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: 50,
    },
  });
}

program("one task at first, that scaling brings to two at least", [], () => {
  scaled(served({ desiredCount: 1 }), 2);
});

program("two tasks at first, that scaling may bring down to one", ["web"], () => {
  scaled(served({ desiredCount: 2 }), 1);
});

program("Spot tasks alone", ["web"], () => {
  served({ capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }], desiredCount: 4 });
});

program("Spot tasks over a base that stays", [], () => {
  served({
    capacityProviderStrategies: [
      { capacityProvider: "FARGATE", base: 2, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ],
    desiredCount: 6,
  });
});

function onMachines(size: { minSize: number; maxSize: number }, service: Partial<aws.ecs.ServiceArgs>) {
  const { vpc, subnetIds } = flat(3);
  const { targets } = front(vpc.id, subnetIds);
  const hosts = new aws.autoscaling.Group("hosts", {
    vpcZoneIdentifiers: subnetIds,
    ...size,
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
  const provider = new aws.ecs.CapacityProvider("ec2", {
    autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn, managedScaling: { status: "ENABLED" } },
  });
  const cluster = new aws.ecs.Cluster("cluster");
  const providers = new aws.ecs.ClusterCapacityProviders("cluster", {
    clusterName: cluster.name,
    capacityProviders: [provider.name],
    defaultCapacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
  });
  const definition = new aws.ecs.TaskDefinition("web", {
    family: "web",
    networkMode: "bridge",
    containerDefinitions: containers("web", {}),
  });
  new aws.ecs.Service(
    "web",
    {
      cluster: cluster.arn,
      taskDefinition: definition.arn,
      loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
      ...service,
    },
    { dependsOn: [providers] },
  );
}

program("two tasks on a cluster's only machine", ["hosts"], () => {
  onMachines({ minSize: 1, maxSize: 1 }, { desiredCount: 2 });
});

program("a daemon on every machine", [], () => {
  onMachines({ minSize: 3, maxSize: 6 }, { schedulingStrategy: "DAEMON" });
});

program("tasks pinned to a zone by a constraint", ["web"], () => {
  onMachines(
    { minSize: 3, maxSize: 6 },
    {
      desiredCount: 3,
      placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.availability-zone == us-east-1a" }],
    },
  );
});

program("tasks kept apart by a constraint", [], () => {
  onMachines(
    { minSize: 3, maxSize: 6 },
    {
      desiredCount: 3,
      placementConstraints: [{ type: "distinctInstance" }],
      orderedPlacementStrategies: [{ type: "spread", field: "attribute:ecs.availability-zone" }],
    },
  );
});

program("a service behind the first, found by its name in the network, of one task", ["ledger"], () => {
  const space = new aws.servicediscovery.PrivateDnsNamespace("internal", { name: "internal.example", vpc: "vpc-1" });
  const entry = new aws.servicediscovery.Service("ledger", {
    name: "ledger",
    dnsConfig: { namespaceId: space.id, dnsRecords: [{ type: "A", ttl: 10 }] },
  });
  const { cluster, subnetIds } = served(
    {},
    { LEDGER_URL: entry.name.apply((name) => `http://${name}.internal.example:8080`) },
  );
  new aws.ecs.Service("ledger", {
    cluster: cluster.id,
    launchType: "FARGATE",
    taskDefinition: task("ledger").arn,
    desiredCount: 1,
    networkConfiguration: { subnets: subnetIds },
    serviceRegistries: { registryArn: entry.arn },
  });
});

program("files in one zone for the tasks of two", ["files"], () => {
  const files = new aws.efs.FileSystem("files", { availabilityZoneName: "us-east-1a", encrypted: true });
  const { vpc, subnetIds } = flat(2, (i) => `us-east-1${"ab"[i]}`);
  new aws.efs.MountTarget("files", { fileSystemId: files.id, subnetId: subnetIds[0] ?? "" });
  const { targets } = front(vpc.id, subnetIds, "ip");
  new aws.ecs.Service("web", {
    cluster: new aws.ecs.Cluster("cluster").arn,
    launchType: "FARGATE",
    taskDefinition: task("web", {}, { volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: files.id } }] })
      .arn,
    desiredCount: 2,
    networkConfiguration: { subnets: subnetIds },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
  });
});

program("files with a door in each zone", [], () => {
  const files = new aws.efs.FileSystem("files", { encrypted: true });
  const { vpc, subnetIds } = flat(2, (i) => `us-east-1${"ab"[i]}`);
  subnetIds.forEach((subnetId, i) => {
    new aws.efs.MountTarget(`files-${i}`, { fileSystemId: files.id, subnetId });
  });
  const { targets } = front(vpc.id, subnetIds, "ip");
  new aws.ecs.Service("web", {
    cluster: new aws.ecs.Cluster("cluster").arn,
    launchType: "FARGATE",
    taskDefinition: task("web", {}, { volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: files.id } }] })
      .arn,
    desiredCount: 2,
    networkConfiguration: { subnets: subnetIds },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
  });
});

program("a worker in a group of one, whose queue can wait", [], () => {
  const dead = new aws.sqs.Queue("dead", { messageRetentionSeconds: 1209600 });
  const jobs = new aws.sqs.Queue("jobs", {
    redrivePolicy: dead.arn.apply((arn) => JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 5 })),
  });
  const topic = new aws.sns.Topic("orders");
  new aws.sns.TopicSubscription("jobs", { topic: topic.arn, protocol: "sqs", endpoint: jobs.arn });
  const userData = jobs.url.apply((url) => Buffer.from(`worker --queue ${url}`).toString("base64"));
  new aws.autoscaling.Group("worker", {
    availabilityZones: ["us-east-1a", "us-east-1b"],
    minSize: 1,
    maxSize: 1,
    launchTemplate: { id: launch(userData).id, version: "$Latest" },
  });
});

program("App Runner and a table", [], () => {
  const table = new aws.dynamodb.Table("items", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
  });
  new aws.apprunner.Service("app", {
    serviceName: "app",
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: image,
        imageRepositoryType: "ECR_PUBLIC",
        imageConfiguration: { port: "8080", runtimeEnvironmentVariables: { TABLE: table.name } },
      },
    },
    instanceConfiguration: { instanceRoleArn: ROLE },
  });
});

program("an endpoint for secrets in one zone, and no other way out", ["secrets"], () => {
  const { vpc, subnetIds } = flat(2, (i) => `us-east-1${"ab"[i]}`);
  const inner = ["a", "b"].map(
    (zone, i) =>
      new aws.ec2.Subnet(`inner-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `172.20.${100 + i}.0/24`,
        availabilityZone: `us-east-1${zone}`,
      }),
  );
  const table = new aws.ec2.RouteTable("inner", { vpcId: vpc.id });
  inner.forEach((subnet, i) => {
    new aws.ec2.RouteTableAssociation(`inner-${i}`, { subnetId: subnet.id, routeTableId: table.id });
  });
  new aws.ec2.VpcEndpoint("objects", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.us-east-1.s3",
    routeTableIds: [table.id],
  });
  new aws.ec2.VpcEndpoint("secrets", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.us-east-1.secretsmanager",
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: [inner[0]?.id ?? ""],
  });
  for (const name of ["ecr.api", "ecr.dkr", "logs"]) {
    new aws.ec2.VpcEndpoint(name, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.us-east-1.${name}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: inner.map(({ id }) => id),
    });
  }
  const { targets } = front(vpc.id, subnetIds, "ip");
  const secret = new aws.secretsmanager.Secret("token");
  new aws.ecs.Service("web", {
    cluster: new aws.ecs.Cluster("cluster").arn,
    launchType: "FARGATE",
    taskDefinition: task("web", { TOKEN: secret.arn }).arn,
    desiredCount: 2,
    networkConfiguration: { subnets: inner.map(({ id }) => id) },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
  });
});
