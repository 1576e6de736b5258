import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type ForwardTo, forwardActions, leavesWeights } from "./blue-green";
import type { Endpoint } from "./security-group";
import { CDN_ORIGIN_PREFIX_LIST } from "./versions";

/** A header by which a load balancer tells its own distribution from everybody else's. */
export interface OriginHeader {
  readonly name: string;
  /** Secret. */
  readonly value: pulumi.Output<string>;
}

const KEY_LENGTH = 48;

/** What a listener answers to those who do not know the header. */
export const REFUSAL = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
} as const;

/**
 * Lets CloudFront's servers, and nobody else, connect to a port. CloudFront's address list counts as 55 of the 60 rules
 * that a security group may have by default, so a group can open one port to it, not two.
 */
export function openToCdn(name: string, to: Endpoint, parent: pulumi.Resource): void {
  const { securityGroupId, port } = to;
  const list = aws.ec2.getManagedPrefixListOutput({ name: CDN_ORIGIN_PREFIX_LIST }, { parent });
  new aws.vpc.SecurityGroupIngressRule(
    name,
    { securityGroupId, prefixListId: list.id, ipProtocol: "tcp", fromPort: port, toPort: port },
    { parent },
  );
}

/**
 * Forwards the requests that carry a header whose value only the distribution knows. CloudFront's servers are
 * everybody's: without it, a stranger's distribution could name this load balancer as its origin and leave out ours.
 */
export function admitByHeader(
  name: string,
  args: ForwardTo & { readonly listenerArn: pulumi.Input<string>; readonly header?: OriginHeader | undefined },
  parent: pulumi.Resource,
): { readonly header: OriginHeader; readonly rule: aws.lb.ListenerRule } {
  const { header = newHeader(name, parent) } = args;
  const rule = new aws.lb.ListenerRule(
    `${name}-from-cdn`,
    {
      listenerArn: args.listenerArn,
      priority: 1,
      conditions: [{ httpHeader: { httpHeaderName: header.name, values: [header.value] } }],
      actions: forwardActions(args),
    },
    { parent, ...leavesWeights(args) },
  );
  return { header, rule };
}

function newHeader(name: string, parent: pulumi.Resource): OriginHeader {
  const key = new random.RandomPassword(`${name}-origin-key`, { length: KEY_LENGTH, special: false }, { parent });
  return { name: "X-Origin-Key", value: pulumi.secret(key.result) };
}
