import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { closedSecurityGroup } from "./security-group";
import { type Tags, tagged } from "./tags";

/** AWS services that a network can reach by an interface of its own, by the last part of their endpoint's name. */
export const InterfaceService = {
  /** Metrics. */
  CloudWatch: "monitoring",
  /** Log groups. */
  CloudWatchLogs: "logs",
  /** Signing in to the image registry; images themselves come through `EcrImages` and S3. */
  EcrApi: "ecr.api",
  EcrImages: "ecr.dkr",
  Ecs: "ecs",
  Kms: "kms",
  SecretsManager: "secretsmanager",
  Sns: "sns",
  Sqs: "sqs",
  /** A console on a server without SSH: with `SystemsManagerMessages`. */
  SystemsManager: "ssm",
  SystemsManagerMessages: "ssmmessages",
  /** Taking a role. */
  Sts: "sts",
} as const;
export type InterfaceService = (typeof InterfaceService)[keyof typeof InterfaceService];

export interface EndpointsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly cidrBlock: string;
  readonly region: pulumi.Input<string>;
  readonly tags: Tags | undefined;
}

/** S3 and DynamoDB without NAT; gateway endpoints are free of charge. */
export function gatewayEndpoints(
  name: string,
  args: EndpointsArgs & { readonly routeTableIds: pulumi.Input<string[]> },
  parent: pulumi.Resource,
): void {
  const { vpcId, region, routeTableIds, tags } = args;
  for (const service of ["s3", "dynamodb"]) {
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId,
        serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds,
        tags: tagged(`${name}-${service}`, tags),
      },
      { parent },
    );
  }
}

/**
 * Services under their usual names, at an address in each zone: requests stay in the network and need no NAT gateway.
 * The members of the network may connect to them by HTTPS, nobody else, and the endpoints connect to nobody.
 */
export function interfaceEndpoints(
  name: string,
  args: EndpointsArgs & {
    readonly services: readonly InterfaceService[];
    readonly subnetIds: pulumi.Output<string>[];
  },
  parent: pulumi.Resource,
): void {
  const { vpcId, cidrBlock, region, services, subnetIds, tags } = args;
  if (services.length === 0) {
    return;
  }
  const groupName = `${name}-endpoints`;
  const group = closedSecurityGroup(groupName, { vpcId, description: "Endpoints of AWS services", tags }, parent);
  new aws.vpc.SecurityGroupIngressRule(
    groupName,
    { securityGroupId: group.id, cidrIpv4: cidrBlock, ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    { parent },
  );
  for (const service of services) {
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId,
        serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        tags: tagged(`${name}-${service}`, tags),
      },
      { parent },
    );
  }
}
