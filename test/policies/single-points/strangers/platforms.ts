import * as aws from "@pulumi/aws";
import { program } from "../program/case";
import { alb, api, ids, net, template } from "./network";

const ROLE = "arn:aws:iam::123456789012:role/any";

program("tasks on Fargate Spot alone", ["api"], () => {
  api(net(), [], { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] });
});

program("two tasks that always are, the rest on Spot", [], () => {
  api(net(), [], {
    desiredCount: 4,
    capacityProviderStrategies: [
      { capacityProvider: "FARGATE", base: 2, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ],
  });
});

program("four tasks that scaling may take down to one", ["api"], () => {
  const { cluster, service } = api(net(), [], { desiredCount: 4 });
  new aws.appautoscaling.Target("api", {
    minCapacity: 1,
    maxCapacity: 10,
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: service.name.apply((name) => `service/${cluster.id}/${name}`),
  });
});

program("one task that scaling keeps at two", [], () => {
  const { cluster, service } = api(net(), [], { name: "api", desiredCount: 1 });
  new aws.appautoscaling.Target("api", {
    minCapacity: 2,
    maxCapacity: 10,
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: cluster.name.apply((name) => `service/${name}/api`),
  });
  return service;
});

program("tasks that a schedule takes down to one at night", ["api"], () => {
  const { cluster, service } = api(net(), [], { desiredCount: 3 });
  const target = new aws.appautoscaling.Target("api", {
    minCapacity: 3,
    maxCapacity: 9,
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: service.name.apply((name) => `service/${cluster.id}/${name}`),
  });
  new aws.appautoscaling.ScheduledAction("night", {
    serviceNamespace: target.serviceNamespace,
    resourceId: target.resourceId,
    scalableDimension: target.scalableDimension,
    schedule: "cron(0 22 * * ? *)",
    scalableTargetAction: { minCapacity: 1, maxCapacity: 1 },
  });
});

program("a service on hosts of which there may be one", ["hosts"], () => {
  const at = net();
  const hosts = new aws.autoscaling.Group("hosts", {
    minSize: 1,
    maxSize: 4,
    vpcZoneIdentifiers: ids(at.priv),
    launchTemplate: { id: template().id },
  });
  const provider = new aws.ecs.CapacityProvider("hosts", {
    autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn },
  });
  api(at, [], { capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }] });
});

program("a service that its constraint keeps in one zone", ["api"], () => {
  const at = net();
  const hosts = new aws.autoscaling.Group("hosts", {
    minSize: 4,
    maxSize: 4,
    vpcZoneIdentifiers: ids(at.priv),
    launchTemplate: { id: template().id },
  });
  const provider = new aws.ecs.CapacityProvider("hosts", {
    autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn },
  });
  api(at, [], {
    capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
    placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.availability-zone == us-east-1a" }],
  });
});

program("tasks that fill one host before the next", ["api"], () => {
  const at = net();
  const hosts = new aws.autoscaling.Group("hosts", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: ids(at.priv),
    launchTemplate: { id: template().id },
  });
  const provider = new aws.ecs.CapacityProvider("hosts", {
    autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn },
  });
  api(at, [], {
    capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
    orderedPlacementStrategies: [{ type: "binpack", field: "memory" }],
  });
});

program("an App Runner service with a database of one instance", ["db"], () => {
  const db = new aws.rds.Instance("db", { engine: "postgres", instanceClass: "db.t4g.micro", allocatedStorage: 20 });
  new aws.apprunner.Service("app", {
    serviceName: "app",
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: "public.ecr.aws/nginx/nginx:latest",
        imageRepositoryType: "ECR_PUBLIC",
        imageConfiguration: { runtimeEnvironmentVariables: { DB: db.endpoint } },
      },
    },
  });
});

program("an App Runner service with a table", [], () => {
  const table = new aws.dynamodb.Table("items", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
  new aws.apprunner.Service("app", {
    serviceName: "app",
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: "public.ecr.aws/nginx/nginx:latest",
        imageRepositoryType: "ECR_PUBLIC",
        imageConfiguration: { runtimeEnvironmentVariables: { TABLE: table.name } },
      },
    },
  });
});

program("a shop on Lightsail with its small database", ["data", "shop"], () => {
  const data = new aws.lightsail.Database("data", {
    relationalDatabaseName: "shop-data",
    blueprintId: "mysql_8_0",
    bundleId: "micro_2_0",
    masterDatabaseName: "shop",
    masterUsername: "shop",
    masterPassword: "not-a-secret",
  });
  new aws.lightsail.Instance("shop", {
    availabilityZone: "us-east-1a",
    blueprintId: "wordpress",
    bundleId: "nano_3_0",
    userData: data.masterEndpointAddress.apply((host) => `echo ${host}`),
  });
});

program("a Lightsail database with a standby", [], () => {
  new aws.lightsail.Database("data", {
    relationalDatabaseName: "shop-data",
    blueprintId: "mysql_8_0",
    bundleId: "micro_ha_2_0",
    masterDatabaseName: "shop",
    masterUsername: "shop",
    masterPassword: "not-a-secret",
  });
});

const stack = { solutionStackName: "64bit Amazon Linux 2023 v6.1.0 running Node.js 20" };
const setting = (namespace: string, name: string, value: string) => ({ namespace, name, value });

program("an Elastic Beanstalk environment of a single instance", ["env"], () => {
  const app = new aws.elasticbeanstalk.Application("app");
  new aws.elasticbeanstalk.Environment("env", {
    application: app.name,
    ...stack,
    settings: [setting("aws:elasticbeanstalk:environment", "EnvironmentType", "SingleInstance")],
  });
});

program("an Elastic Beanstalk environment with a balancer and one instance", ["env"], () => {
  const app = new aws.elasticbeanstalk.Application("app");
  new aws.elasticbeanstalk.Environment("env", { application: app.name, ...stack });
});

program("an Elastic Beanstalk environment of two instances or more", [], () => {
  const app = new aws.elasticbeanstalk.Application("app");
  new aws.elasticbeanstalk.Environment("env", {
    application: app.name,
    ...stack,
    settings: [setting("aws:autoscaling:asg", "MinSize", "2"), setting("aws:autoscaling:asg", "MaxSize", "4")],
  });
});

program("an Elastic Beanstalk worker of one instance", [], () => {
  const app = new aws.elasticbeanstalk.Application("app");
  new aws.elasticbeanstalk.Environment("env", { application: app.name, tier: "Worker", ...stack });
});

program("Kubernetes nodes in one zone", ["nodes"], () => {
  const at = net();
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds: ids(at.priv) } });
  new aws.eks.NodeGroup("nodes", {
    clusterName: cluster.name,
    nodeRoleArn: ROLE,
    subnetIds: ids(at.priv.slice(0, 1)),
    scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 4 },
  });
});

program("a Kubernetes node group a zone", [], () => {
  const at = net();
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds: ids(at.priv) } });
  at.priv.forEach((subnet, i) => {
    new aws.eks.NodeGroup(`nodes-${i}`, {
      clusterName: cluster.name,
      nodeRoleArn: ROLE,
      subnetIds: [subnet.id],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 4 },
    });
  });
});

program("Kubernetes nodes that are all Spot", ["nodes"], () => {
  const at = net();
  const cluster = new aws.eks.Cluster("k8s", { roleArn: ROLE, vpcConfig: { subnetIds: ids(at.priv) } });
  new aws.eks.NodeGroup("nodes", {
    clusterName: cluster.name,
    nodeRoleArn: ROLE,
    capacityType: "SPOT",
    subnetIds: ids(at.priv),
    scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 4 },
  });
});

program("a cluster of which EKS runs the nodes", [], () => {
  const at = net();
  new aws.eks.Cluster("k8s", {
    roleArn: ROLE,
    vpcConfig: { subnetIds: ids(at.priv) },
    computeConfig: { enabled: true, nodePools: ["general-purpose"], nodeRoleArn: ROLE },
  });
});

program("nightly jobs of AWS Batch in one subnet", [], () => {
  const at = net();
  const environment = new aws.batch.ComputeEnvironment("jobs", {
    type: "MANAGED",
    serviceRole: ROLE,
    computeResources: {
      type: "SPOT",
      maxVcpus: 16,
      instanceTypes: ["optimal"],
      instanceRole: ROLE,
      securityGroupIds: [at.inner.id],
      subnets: ids(at.priv.slice(0, 1)),
    },
  });
  new aws.batch.JobQueue("jobs", {
    state: "ENABLED",
    priority: 1,
    computeEnvironmentOrders: [{ order: 1, computeEnvironment: environment.arn }],
  });
});

program("a task that a timetable starts once a day", [], () => {
  const at = net();
  const cluster = new aws.ecs.Cluster("jobs");
  const task = new aws.ecs.TaskDefinition("report", { family: "report", containerDefinitions: "[]" });
  const rule = new aws.cloudwatch.EventRule("daily", { scheduleExpression: "rate(1 day)" });
  new aws.cloudwatch.EventTarget("daily", {
    rule: rule.name,
    arn: cluster.arn,
    roleArn: ROLE,
    ecsTarget: {
      taskDefinitionArn: task.arn,
      networkConfiguration: { subnets: ids(at.priv.slice(0, 1)) },
    },
  });
});

program("a model that one instance of SageMaker answers from", ["model"], () => {
  const model = new aws.sagemaker.Model("model", { executionRoleArn: ROLE });
  const config = new aws.sagemaker.EndpointConfiguration("model", {
    productionVariants: [{ modelName: model.name, initialInstanceCount: 1, instanceType: "ml.m5.large" }],
  });
  const endpoint = new aws.sagemaker.Endpoint("model", { endpointConfigName: config.name });
  const fn = new aws.lambda.Function("api", {
    runtime: "python3.13",
    handler: "main.handler",
    role: ROLE,
    environment: { variables: { ENDPOINT: endpoint.name } },
  });
  new aws.apigatewayv2.Api("http", { protocolType: "HTTP", target: fn.arn });
});

program("tasks of the daemon kind, one on each of two hosts", [], () => {
  const at = net();
  const { group } = alb(at);
  const hosts = new aws.autoscaling.Group("hosts", {
    minSize: 2,
    maxSize: 2,
    vpcZoneIdentifiers: ids(at.priv),
    launchTemplate: { id: template().id },
  });
  const cluster = new aws.ecs.Cluster("cluster");
  const provider = new aws.ecs.CapacityProvider("hosts", {
    autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn },
  });
  new aws.ecs.ClusterCapacityProviders("cluster", {
    clusterName: cluster.name,
    capacityProviders: [provider.name],
    defaultCapacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
  });
  const task = new aws.ecs.TaskDefinition("edge", { family: "edge", containerDefinitions: "[]" });
  new aws.ecs.Service("edge", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    schedulingStrategy: "DAEMON",
    launchType: "EC2",
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "edge", containerPort: 80 }],
  });
});
