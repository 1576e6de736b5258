import * as aws from "@pulumi/aws";
import { type Input, jsonStringify } from "@pulumi/pulumi";

export const ROLE = "arn:aws:iam::123456789012:role/app";

/** Zones as most programs ask for them. */
const zones = aws.getAvailabilityZonesOutput({ state: "available" });

/** A network of public subnets alone, one a zone, as the first VPC of many a team. */
export function flat(count = 2, zone: (i: number) => Input<string> = (i) => zones.names[i] as Input<string>) {
  const vpc = new aws.ec2.Vpc("net", { cidrBlock: "172.20.0.0/16", enableDnsHostnames: true });
  const gateway = new aws.ec2.InternetGateway("net", { vpcId: vpc.id });
  const table = new aws.ec2.RouteTable("net", { vpcId: vpc.id });
  new aws.ec2.Route("net", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
  const subnets: aws.ec2.Subnet[] = [];
  for (let i = 0; i < count; i++) {
    const subnet = new aws.ec2.Subnet(`net-${i}`, {
      vpcId: vpc.id,
      cidrBlock: `172.20.${i}.0/24`,
      availabilityZone: zone(i),
      mapPublicIpOnLaunch: true,
    });
    new aws.ec2.RouteTableAssociation(`net-${i}`, { subnetId: subnet.id, routeTableId: table.id });
    subnets.push(subnet);
  }
  return { vpc, table, subnets, subnetIds: subnets.map(({ id }) => id) };
}

/** Lets the world in by one port. */
export function openTo(port: number, vpcId?: Input<string>) {
  return new aws.ec2.SecurityGroup(`open-${port}`, {
    vpcId,
    ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
}

/** A load balancer for the world, with one target group. */
export function front(vpcId: Input<string>, subnets: Input<string>[], targetType = "instance", healthPath = "/up") {
  const lb = new aws.lb.LoadBalancer("lb", { subnets, securityGroups: [openTo(443, vpcId).id] });
  const targets = new aws.lb.TargetGroup("targets", {
    vpcId,
    port: 8080,
    protocol: "HTTP",
    targetType,
    healthCheck: { path: healthPath, interval: 10, healthyThreshold: 2 },
  });
  const listener = new aws.lb.Listener("https", {
    loadBalancerArn: lb.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  return { lb, targets, listener };
}

/** A machine of a small size. */
export function machine(name: string, args: Partial<aws.ec2.InstanceArgs> = {}) {
  return new aws.ec2.Instance(name, { ami: "ami-0123456789abcdef0", instanceType: "t3.micro", ...args });
}

/** A launch template that tells its machines these words. */
export function launch(userData: Input<string> = "") {
  return new aws.ec2.LaunchTemplate("launch", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "m6i.large",
    userData,
  });
}

/** A task definition of one container with this environment. */
export function task(family: string, environment: Record<string, Input<string>> = {}, extra = {}) {
  return new aws.ecs.TaskDefinition(family, {
    family,
    cpu: "512",
    memory: "1024",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: ROLE,
    containerDefinitions: containers(family, environment),
    ...extra,
  });
}

export function containers(name: string, environment: Record<string, Input<string>>) {
  return jsonStringify([
    {
      name,
      image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1",
      portMappings: [{ containerPort: 8080 }],
      environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    },
  ]);
}

/** A function of one file. */
export function lambda(name: string, args: Partial<aws.lambda.FunctionArgs> = {}) {
  return new aws.lambda.Function(name, { role: ROLE, runtime: "nodejs22.x", handler: "index.handler", ...args });
}
