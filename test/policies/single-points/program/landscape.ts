import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const AMI = "ami-0abcdef1234567890";

export interface Landscape {
  readonly vpc: aws.ec2.Vpc;
  readonly publicSubnets: aws.ec2.Subnet[];
  readonly privateSubnets: aws.ec2.Subnet[];
  readonly nats: aws.ec2.NatGateway[];
}

/** A network with public and private subnets in zones, and NAT gateways in the first so many of them. */
export function landscape(zones = ["a", "b", "c"], natGateways = zones.length): Landscape {
  const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const internet = new aws.ec2.InternetGateway("internet", { vpcId: vpc.id });
  const routes = new aws.ec2.RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
  });
  const publicSubnets = zones.map((zone, i) => {
    const availabilityZone = `us-east-1${zone}`;
    const subnet = new aws.ec2.Subnet(`public-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${i}.0/24`,
      availabilityZone,
    });
    new aws.ec2.RouteTableAssociation(`public-${zone}`, { subnetId: subnet.id, routeTableId: routes.id });
    return subnet;
  });
  const nats = publicSubnets.slice(0, natGateways).map((subnet, i) => {
    const address = new aws.ec2.Eip(`nat-${i}`, { domain: "vpc" });
    return new aws.ec2.NatGateway(`nat-${i}`, { subnetId: subnet.id, allocationId: address.id });
  });
  const privateSubnets = zones.map((zone, i) => {
    const subnet = new aws.ec2.Subnet(`private-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${100 + i}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    });
    const nat = nats[i] ?? nats[0];
    const table = new aws.ec2.RouteTable(`private-${zone}`, { vpcId: vpc.id });
    if (nat) {
      new aws.ec2.Route(`private-${zone}`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat.id,
      });
    }
    new aws.ec2.RouteTableAssociation(`private-${zone}`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  });
  return { vpc, publicSubnets, privateSubnets, nats };
}

export const ids = (subnets: readonly aws.ec2.Subnet[]) => subnets.map((subnet) => subnet.id);

/** A group that lets in anybody on a port. */
export function open(name: string, vpc: aws.ec2.Vpc | undefined, port = 443): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(name, {
    ...(vpc ? { vpcId: vpc.id } : {}),
    ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
}

/** A group that lets in the members of another one on a port. */
export function behind(name: string, vpc: aws.ec2.Vpc, source: aws.ec2.SecurityGroup, port: number) {
  const group = new aws.ec2.SecurityGroup(name, { vpcId: vpc.id });
  new aws.ec2.SecurityGroupRule(name, {
    type: "ingress",
    securityGroupId: group.id,
    sourceSecurityGroupId: source.id,
    protocol: "tcp",
    fromPort: port,
    toPort: port,
  });
  return group;
}

export interface Front {
  readonly balancer: aws.lb.LoadBalancer;
  readonly target: aws.lb.TargetGroup;
  readonly group: aws.ec2.SecurityGroup;
}

/** An application load balancer with one listener and one target group. */
export function front(
  { vpc, publicSubnets }: Landscape,
  healthCheck: aws.types.input.lb.TargetGroupHealthCheck = { path: "/healthz" },
  targetType = "ip",
): Front {
  const group = open("front", vpc);
  const balancer = new aws.lb.LoadBalancer("front", {
    loadBalancerType: "application",
    subnets: ids(publicSubnets),
    securityGroups: [group.id],
  });
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: vpc.id, targetType, healthCheck });
  new aws.lb.Listener("https", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/abc",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  return { balancer, target, group };
}

/** An autoscaling group of web servers behind a front. */
export function fleet(
  { privateSubnets }: Landscape,
  { target }: Front,
  args: Partial<aws.autoscaling.GroupArgs> = {},
  userData?: pulumi.Input<string>,
): aws.autoscaling.Group {
  const template = new aws.ec2.LaunchTemplate("web", {
    imageId: AMI,
    instanceType: "t3.small",
    ...(userData === undefined ? {} : { userData }),
  });
  return new aws.autoscaling.Group("web", {
    minSize: 3,
    maxSize: 9,
    vpcZoneIdentifiers: ids(privateSubnets),
    targetGroupArns: [target.arn],
    healthCheckType: "ELB",
    launchTemplate: { id: template.id, version: "$Latest" },
    ...args,
  });
}

export type Environment = { readonly [name: string]: pulumi.Input<string> };

/** A Fargate service, behind a front or not, with environment variables. */
export function service(
  name: string,
  { privateSubnets }: Landscape,
  options: {
    readonly front?: Front;
    readonly environment?: Environment;
    readonly args?: Partial<aws.ecs.ServiceArgs>;
    readonly task?: Partial<aws.ecs.TaskDefinitionArgs>;
    readonly groups?: readonly aws.ec2.SecurityGroup[];
  } = {},
): aws.ecs.Service {
  const cluster = new aws.ecs.Cluster(name);
  const environment = Object.entries(options.environment ?? {}).map(([key, value]) => ({ name: key, value }));
  const task = new aws.ecs.TaskDefinition(name, {
    family: name,
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: pulumi.jsonStringify([{ name: "app", image: "nginx:1.27", environment }]),
    ...options.task,
  });
  const loadBalancers = options.front
    ? [{ targetGroupArn: options.front.target.arn, containerName: "app", containerPort: 80 }]
    : undefined;
  return new aws.ecs.Service(name, {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 3,
    launchType: "FARGATE",
    networkConfiguration: {
      subnets: ids(privateSubnets),
      ...(options.groups ? { securityGroups: options.groups.map((group) => group.id) } : {}),
    },
    ...(loadBalancers ? { loadBalancers } : {}),
    ...options.args,
  });
}

/** An instance of EC2. */
export function server(name: string, args: Partial<aws.ec2.InstanceArgs> = {}): aws.ec2.Instance {
  return new aws.ec2.Instance(name, { ami: AMI, instanceType: "t3.small", ...args });
}

/** A Multi-AZ PostgreSQL instance. */
export function database(name: string, { privateSubnets }: Landscape, args: Partial<aws.rds.InstanceArgs> = {}) {
  const subnets = new aws.rds.SubnetGroup(name, { subnetIds: ids(privateSubnets) });
  return new aws.rds.Instance(name, {
    engine: "postgres",
    instanceClass: "db.t4g.medium",
    allocatedStorage: 20,
    username: "app",
    manageMasterUserPassword: true,
    dbSubnetGroupName: subnets.name,
    multiAz: true,
    storageEncrypted: true,
    backupRetentionPeriod: 7,
    skipFinalSnapshot: true,
    ...args,
  });
}

/** A Lambda function. */
export function lambda(name: string, args: Partial<aws.lambda.FunctionArgs> = {}): aws.lambda.Function {
  return new aws.lambda.Function(name, {
    runtime: "nodejs20.x",
    handler: "index.handler",
    role: "arn:aws:iam::111122223333:role/lambda",
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => {}") }),
    ...args,
  });
}

/** An HTTP API in front of a function. */
export function httpApi(target: aws.lambda.Function): aws.apigatewayv2.Api {
  const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP" });
  const integration = new aws.apigatewayv2.Integration("api", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: target.invokeArn,
    payloadFormatVersion: "2.0",
  });
  new aws.apigatewayv2.Route("api", {
    apiId: api.id,
    routeKey: "$default",
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
  return api;
}
