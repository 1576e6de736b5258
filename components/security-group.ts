import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";

/** A port that others connect to, and the security group that guards it. */
export interface Endpoint {
  readonly securityGroupId: pulumi.Input<string>;
  /** TCP port. */
  readonly port: number;
}

/** All that AWS takes in a description. docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html (read on 2026-11-21) */
const DESCRIPTION = /^[\w ./:()#,@[\]+=&;{}!$*-]{1,255}$/;

/** A security group that lets nothing in and nothing out; the rules below open it one by one. */
export function closedSecurityGroup(
  name: string,
  args: { readonly vpcId: pulumi.Input<string>; readonly description: string; readonly tags?: Tags | undefined },
  parent: pulumi.Resource,
): aws.ec2.SecurityGroup {
  const { vpcId, description, tags } = args;
  if (!DESCRIPTION.test(description)) {
    throw new pulumi.InputPropertyError({
      propertyPath: "description",
      reason: `must be 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* for AWS, which knows no apostrophe, got ${description}`,
    });
  }
  return new aws.ec2.SecurityGroup(name, { vpcId, description, tags: tagged(name, tags) }, { parent });
}

/** Lets members of one security group connect to a port of another: a rule on either side, no addresses. */
export function connect(name: string, from: pulumi.Input<string>, to: Endpoint, parent: pulumi.Resource): void {
  const { securityGroupId, port } = to;
  const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-out`,
    { securityGroupId: from, referencedSecurityGroupId: securityGroupId, ...ports },
    { parent },
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-in`,
    { securityGroupId, referencedSecurityGroupId: from, ...ports },
    { parent },
  );
}

/** The same for everything in the network that a member uses, by the name of each. */
export function connectAll(
  name: string,
  from: pulumi.Input<string>,
  uses: readonly { readonly name: string; readonly endpoint?: Endpoint }[],
  parent: pulumi.Resource,
): void {
  for (const use of uses) {
    if (use.endpoint) {
      connect(`${name}-to-${use.name}`, from, use.endpoint, parent);
    }
  }
}

/** Lets the whole internet connect to a port. Only what stands at the edge calls this. */
export function openToInternet(name: string, to: Endpoint, parent: pulumi.Resource): void {
  const { securityGroupId, port } = to;
  new aws.vpc.SecurityGroupIngressRule(
    name,
    { securityGroupId, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: port, toPort: port },
    { parent },
  );
}

/** Lets members of a security group call HTTPS services: images, secrets, queues, other companies' interfaces. */
export function allowHttpsOut(name: string, securityGroupId: pulumi.Input<string>, parent: pulumi.Resource): void {
  new aws.vpc.SecurityGroupEgressRule(
    name,
    { securityGroupId, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    { parent },
  );
}
