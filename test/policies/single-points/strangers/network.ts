import * as aws from "@pulumi/aws";
import { all, type Input } from "@pulumi/pulumi";

/** A network as most people write it by hand: a public and a private subnet a zone. */
export interface Net {
  readonly vpc: aws.ec2.Vpc;
  readonly pub: readonly aws.ec2.Subnet[];
  readonly priv: readonly aws.ec2.Subnet[];
  readonly open: aws.ec2.SecurityGroup;
  readonly inner: aws.ec2.SecurityGroup;
}

export function net(zones = ["a", "b"], nats: "each" | "none" | "first" = "none"): Net {
  const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.1.0.0/16" });
  const igw = new aws.ec2.InternetGateway("igw", { vpcId: vpc.id });
  const table = new aws.ec2.RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: igw.id }],
  });
  const at = (zone: string) => `us-east-1${zone}`;
  const pub = zones.map(
    (zone, i) =>
      new aws.ec2.Subnet(`pub${zone}`, { vpcId: vpc.id, cidrBlock: `10.1.${i}.0/24`, availabilityZone: at(zone) }),
  );
  const priv = zones.map(
    (zone, i) =>
      new aws.ec2.Subnet(`priv${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.1.${100 + i}.0/24`,
        availabilityZone: at(zone),
      }),
  );
  pub.forEach((subnet, i) => {
    new aws.ec2.RouteTableAssociation(`pub${i}`, { subnetId: subnet.id, routeTableId: table.id });
  });
  const nat = (i: number) => {
    const eip = new aws.ec2.Eip(`nat${i}`, { domain: "vpc" });
    return new aws.ec2.NatGateway(`nat${i}`, { subnetId: pub[i]?.id ?? "", allocationId: eip.id });
  };
  const gateways = nats === "each" ? pub.map((_, i) => nat(i)) : nats === "first" ? [nat(0)] : [];
  priv.forEach((subnet, i) => {
    const own = new aws.ec2.RouteTable(`priv${i}`, { vpcId: vpc.id });
    new aws.ec2.RouteTableAssociation(`priv${i}`, { subnetId: subnet.id, routeTableId: own.id });
    const gateway = gateways[i] ?? gateways[0];
    if (!gateway) return;
    new aws.ec2.Route(`priv${i}`, {
      routeTableId: own.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: gateway.id,
    });
  });
  const open = new aws.ec2.SecurityGroup("open", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const inner = new aws.ec2.SecurityGroup("inner", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [open.id] }],
  });
  return { vpc, pub, priv, open, inner };
}

export const ids = (subnets: readonly aws.ec2.Subnet[]) => subnets.map((subnet) => subnet.id);

/** A balancer for the world, its listener, and the group that it forwards to. */
export function alb({ vpc, pub, open }: Net, targetType = "instance") {
  const balancer = new aws.lb.LoadBalancer("alb", { subnets: ids(pub), securityGroups: [open.id] });
  const group = new aws.lb.TargetGroup("tg", {
    port: 80,
    protocol: "HTTP",
    vpcId: vpc.id,
    targetType,
    healthCheck: { path: "/healthz" },
  });
  const listener = new aws.lb.Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  return { balancer, group, listener };
}

export function template(args: aws.ec2.LaunchTemplateArgs = {}) {
  return new aws.ec2.LaunchTemplate("lt", { imageId: "ami-0abcdef1234567890", instanceType: "t3.small", ...args });
}

/** Servers behind a balancer, two of them in every zone of the network unless the test says otherwise. */
export function web(at: Net, args: Partial<aws.autoscaling.GroupArgs> = {}, lt: aws.ec2.LaunchTemplateArgs = {}) {
  const { group } = alb(at);
  return new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 6,
    healthCheckType: "ELB",
    vpcZoneIdentifiers: ids(at.priv),
    targetGroupArns: [group.arn],
    launchTemplate: { id: template(lt).id, version: "$Latest" },
    ...args,
  });
}

/** Containers behind a balancer. */
export function api(
  at: Net,
  environment: readonly { name: string; value: Input<string> }[] = [],
  args: Partial<aws.ecs.ServiceArgs> = {},
) {
  const { group } = alb(at, "ip");
  const cluster = new aws.ecs.Cluster("cluster");
  const task = new aws.ecs.TaskDefinition("task", {
    family: "api",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: definitions(environment),
  });
  const service = new aws.ecs.Service("api", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 2,
    ...(args.capacityProviderStrategies === undefined ? { launchType: "FARGATE" } : {}),
    networkConfiguration: { subnets: ids(at.priv), securityGroups: [at.inner.id] },
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "api", containerPort: 80 }],
    ...args,
  });
  return { cluster, service, task };
}

function definitions(environment: readonly { name: string; value: Input<string> }[]) {
  const values = environment.map(({ value }) => value);
  return all(values).apply((known) =>
    JSON.stringify([
      {
        name: "api",
        image: "nginx",
        portMappings: [{ containerPort: 80 }],
        environment: environment.map(({ name }, i) => ({ name, value: known[i] })),
      },
    ]),
  );
}
