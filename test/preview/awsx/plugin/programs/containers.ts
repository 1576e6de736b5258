// awsx.ecs, awsx.ecr and awsx.cloudtrail.
// Source images are Outputs: a provider cannot read the answers of this preview of which only a part is known.
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const cluster = new aws.ecs.Cluster("cluster");
const vpc = new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 2, natGateways: { strategy: "Single" } });
const lb = new awsx.lb.ApplicationLoadBalancer("lb", { subnetIds: vpc.publicSubnetIds });
const images = new awsx.ecr.Repository("Images", { forceDelete: true });
const image = new awsx.ecr.Image("image", { repositoryUrl: images.url, context: "./app", platform: "linux/amd64" });
const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
const group = new aws.cloudwatch.LogGroup("group", { name: "fixed" });
const secret = new aws.secretsmanager.Secret("secret");
const files = new aws.efs.FileSystem("files");
const networkConfiguration = {
  subnets: vpc.privateSubnetIds,
  securityGroups: [new aws.ec2.SecurityGroup("sg", { vpcId: vpc.vpcId }).id],
};
const { FargateService, FargateTaskDefinition, EC2Service, EC2TaskDefinition } = awsx.ecs;
const app = { name: "app", image: "nginx", cpu: 256, memory: 512, essential: true };
const service = new FargateService("web", {
  cluster: cluster.arn,
  networkConfiguration,
  desiredCount: 2,
  taskDefinitionArgs: {
    container: {
      ...app,
      image: image.imageUri,
      portMappings: [{ containerPort: 80, targetGroup: lb.defaultTargetGroup }],
    },
  },
});
new FargateService("defaulted", {
  cluster: cluster.arn,
  assignPublicIp: true,
  taskDefinitionArgs: { container: { image: "nginx" } as never },
});
new FargateService("mapped", {
  networkConfiguration,
  continueBeforeSteadyState: true,
  propagateTags: "SERVICE",
  tags: { a: "b" },
  enableExecuteCommand: true,
  capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  taskDefinitionArgs: {
    containers: {
      b: {
        ...app,
        name: "b",
        portMappings: [
          lb.defaultTargetGroup.port.apply((port) => ({ containerPort: port, targetGroup: undefined })),
          { hostPort: 9 },
        ] as never,
      },
      a: {
        ...app,
        name: "a",
        memoryReservation: 128,
        environment: [
          { name: "Z", value: "1" },
          { name: "A", value: secret.arn },
        ],
        secrets: [{ name: "S", valueFrom: secret.arn }],
        dependsOn: [{ containerName: "b", condition: "START" }],
      },
    },
  },
});
new FargateService("default-capacity", {
  networkConfiguration,
  useClusterDefaultCapacityProviderStrategy: true,
  taskDefinition: "arn:aws:ecs:x",
} as never);
new FargateService("own-balancers", {
  cluster: cluster.arn,
  networkConfiguration,
  loadBalancers: [{ containerName: "app", containerPort: 80, targetGroupArn: lb.defaultTargetGroup.arn }],
  taskDefinitionArgs: { container: app },
  deploymentCircuitBreaker: { enable: true, rollback: true },
});
const task = new FargateTaskDefinition("task", { container: app });
new FargateService("by-task", {
  cluster: cluster.arn,
  networkConfiguration,
  taskDefinition: task.taskDefinition.arn,
  loadBalancers: task.loadBalancers,
});
new FargateTaskDefinition("sized", {
  cpu: "1024",
  memory: "4096",
  family: "fixed",
  container: app,
  tags: { a: "b" },
  ephemeralStorage: { sizeInGib: 50 },
  runtimePlatform: { cpuArchitecture: "ARM64" },
});
new FargateTaskDefinition("logged", { logGroup: { args: { retentionInDays: 7, name: "named" } }, container: app });
new FargateTaskDefinition("logged-skip", { logGroup: { skip: true }, container: app });
new FargateTaskDefinition("logged-arn", {
  logGroup: { existing: { arn: "arn:aws:logs:eu-west-1:123456789012:log-group:x" } },
  container: app,
});
new FargateTaskDefinition("logged-late", { logGroup: { existing: { arn: group.arn } }, container: app });
new FargateTaskDefinition("logged-name", {
  logGroup: { existing: { name: group.name, region: "us-east-1" } },
  container: app,
});
new FargateTaskDefinition("logged-self", {
  container: { ...app, logConfiguration: { logDriver: "awslogs", options: { a: "b" } } },
});
new FargateTaskDefinition("roles", { taskRole: { roleArn: role.arn }, executionRole: { skip: true }, container: app });
new FargateTaskDefinition("role-args", {
  taskRole: {
    args: {
      name: "x",
      policyArns: ["arn:1", "arn:9"],
      inlinePolicies: [{ name: "p", policy: "{}" }],
      managedPolicyArns: ["arn:2"],
      path: "/p/",
      maxSessionDuration: 3600,
      permissionsBoundary: "arn:3",
      tags: { a: "b" },
    },
  },
  executionRole: { args: { policyArns: [], description: "d" } },
  container: app,
});
new FargateTaskDefinition("volumes", {
  volumes: [{ name: "v", efsVolumeConfiguration: { fileSystemId: files.id, transitEncryption: "ENABLED" } }],
  container: {
    ...app,
    mountPoints: [{ sourceVolume: "v", containerPath: "/v" }],
    command: ["a"],
    entryPoint: ["b"],
    user: "1",
    ulimits: [{ name: "nofile", softLimit: 1, hardLimit: 2 }],
  },
});
new FargateTaskDefinition("big", {
  containers: { a: { ...app, cpu: 3000, memory: 9000 }, b: { ...app, name: "b", cpu: 2000, memoryReservation: 20000 } },
});
new FargateTaskDefinition("late-size", { container: { ...app, cpu: secret.arn.apply(Number) } });
new FargateTaskDefinition("late-container", {
  container: secret.arn.apply((arn) => ({ ...app, image: arn })) as never,
});
new FargateTaskDefinition("late-name", { container: { ...app, name: secret.name } as never });
new FargateTaskDefinition("secret-env", {
  container: { ...app, environment: [{ name: "P", value: pulumi.secret("hidden") }] },
});
new EC2Service("on-ec2", {
  cluster: cluster.arn,
  taskDefinitionArgs: {
    container: { ...app, portMappings: [{ containerPort: 80, hostPort: 0, targetGroup: lb.defaultTargetGroup }] },
    networkMode: "bridge",
  },
});
new EC2Service("on-ec2-net", {
  cluster: cluster.arn,
  networkConfiguration,
  taskDefinition: "arn",
  capacityProviderStrategies: [{ capacityProvider: "x", weight: 1 }],
});
new EC2Service("on-ec2-spread", {
  desiredCount: 3,
  schedulingStrategy: "DAEMON",
  orderedPlacementStrategies: [{ type: "spread", field: "x" }],
  taskDefinitionArgs: { containers: { one: { ...app, name: "one" } } },
});
new EC2TaskDefinition("ec2-task", {
  container: {
    ...app,
    privileged: true,
    portMappings: [{ containerPort: 1, hostPort: 2, protocol: "udp", name: "n", appProtocol: "http" }],
  },
});
new EC2TaskDefinition("ec2-sized", {
  cpu: "10",
  memory: "20",
  networkMode: "awsvpc",
  requiresCompatibilities: ["EC2"],
  pidMode: "host",
  placementConstraints: [{ type: "memberOf", expression: "x" }],
  container: app,
} as never);
new awsx.ecr.Repository("scanned", {
  name: "fixed",
  imageScanningConfiguration: { scanOnPush: true },
  imageTagMutability: "IMMUTABLE",
  encryptionConfigurations: [{ encryptionType: "KMS" }],
  tags: { a: "b" },
  region: "us-west-2",
});
new awsx.ecr.Repository("no-policy", { lifecyclePolicy: { skip: true } });
new awsx.ecr.Repository("policy", {
  lifecyclePolicy: {
    rules: [
      { tagStatus: "any", maximumNumberOfImages: 3 },
      { tagStatus: "untagged", maximumAgeLimit: 3, description: "x" },
      { tagStatus: "tagged", tagPrefixList: ["v"], maximumAgeLimit: 9 },
    ],
  },
});
new awsx.ecr.Repository("late-policy", {
  lifecyclePolicy: { rules: secret.arn.apply(() => [{ tagStatus: "any", maximumNumberOfImages: 3 }]) },
} as never);
const known = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x";
new awsx.ecr.Image("known", {
  repositoryUrl: known,
  args: { V: "1" },
  target: "t",
  dockerfile: "./D",
  cacheFrom: ["c:1"],
  imageName: "tag",
});
new awsx.ecr.Image("known-tag", { repositoryUrl: known, imageTag: "v1", registryId: "1" });
new awsx.ecr.RegistryImage("registry", { repositoryUrl: images.url, sourceImage: secret.arn, tag: "v2" });
new awsx.ecr.RegistryImage("registry-known", {
  repositoryUrl: known,
  sourceImage: secret.id,
  triggers: { a: "b" },
  keepRemotely: true,
  insecureSkipVerify: true,
});
new awsx.ecr.RegistryImage("registry-late", { repositoryUrl: known, sourceImage: secret.arn });
const trail = new awsx.cloudtrail.Trail("trail");
new awsx.cloudtrail.Trail("trail-logs", {
  cloudWatchLogsGroup: { enable: true, args: { retentionInDays: 1 } },
  isMultiRegionTrail: true,
  tags: { a: "b" },
});
new awsx.cloudtrail.Trail("trail-group", { cloudWatchLogsGroup: { enable: true, existing: { arn: group.arn } } });
new awsx.cloudtrail.Trail("trail-bucket", { s3Bucket: { existing: { name: "b" } } });
new awsx.cloudtrail.Trail("trail-late", {
  s3Bucket: { existing: { arn: new aws.s3.Bucket("logs").arn } },
  enableLogging: false,
});
new awsx.cloudtrail.Trail("trail-args", { s3Bucket: { args: { forceDestroy: false, tags: { a: "b" } } } });
const outputs: { [name: string]: pulumi.Input<unknown> } = {
  service: service.service,
  serviceName: service.service.name,
  task: service.taskDefinition,
  taskArn: service.taskDefinition.apply((made) => made?.arn),
  loose: task.taskDefinition.arn,
  logs: task.logGroup,
  logsName: task.logGroup.apply((made) => made?.name),
  taskRole: task.taskRole.apply((made) => made?.arn),
  execution: task.executionRole.apply((made) => made?.name),
  balancers: task.loadBalancers,
  url: images.url,
  repository: images.repository.name,
  policy: images.lifecyclePolicy,
  image: image.imageUri,
  trail: trail.trail.arn,
  bucket: trail.bucket.apply((made) => made?.id),
  logGroup: trail.logGroup,
};
for (const [name, value] of Object.entries(outputs)) {
  new aws.ssm.Parameter(`of-${name}`, { type: "String", value: pulumi.jsonStringify(value) });
}
new aws.iam.RolePolicyAttachment("attached", {
  role: task.taskRole.apply((made) => made?.name ?? pulumi.output("")),
  policyArn: "arn:1",
});
new aws.appautoscaling.Target("target", {
  minCapacity: 1,
  maxCapacity: 2,
  resourceId: pulumi.interpolate`service/${cluster.name}/${service.service.name}`,
  scalableDimension: "ecs:service:DesiredCount",
  serviceNamespace: "ecs",
});
export const imageUri = image.imageUri;
export const bucketName = trail.bucket.apply((made) => made?.bucket);
