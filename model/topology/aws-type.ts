import type { PlannedResource } from "../plan";

/** Names that the AWS provider gives to one and the same kind of resource, beside the one used here. */
const SAME: { readonly [name: string]: string } = {
  "alb/LoadBalancer": "lb/LoadBalancer",
  "alb/Listener": "lb/Listener",
  "alb/ListenerRule": "lb/ListenerRule",
  "alb/TargetGroup": "lb/TargetGroup",
  "alb/TargetGroupAttachment": "lb/TargetGroupAttachment",
  "applicationloadbalancing/LoadBalancer": "lb/LoadBalancer",
  "applicationloadbalancing/Listener": "lb/Listener",
  "applicationloadbalancing/ListenerRule": "lb/ListenerRule",
  "applicationloadbalancing/TargetGroup": "lb/TargetGroup",
  "applicationloadbalancing/TargetGroupAttachment": "lb/TargetGroupAttachment",
  "elasticloadbalancingv2/LoadBalancer": "lb/LoadBalancer",
  "elasticloadbalancingv2/Listener": "lb/Listener",
  "elasticloadbalancingv2/ListenerRule": "lb/ListenerRule",
  "elasticloadbalancingv2/TargetGroup": "lb/TargetGroup",
  "elasticloadbalancingv2/TargetGroupAttachment": "lb/TargetGroupAttachment",
  "elasticloadbalancing/LoadBalancer": "elb/LoadBalancer",
  "elasticloadbalancing/Attachment": "elb/Attachment",
  "s3/BucketV2": "s3/Bucket",
  "s3/BucketWebsiteConfigurationV2": "s3/BucketWebsiteConfiguration",
  "ec2/SpotInstanceRequest": "ec2/Instance",
  "ec2/DefaultSubnet": "ec2/Subnet",
  "ec2/DefaultRouteTable": "ec2/RouteTable",
  "ec2/DefaultSecurityGroup": "ec2/SecurityGroup",
  "ec2/DefaultVpc": "ec2/Vpc",
  "cloudwatch/EventSubscription": "sns/TopicSubscription",
};

/**
 * Short name of an AWS resource's type: `lb/LoadBalancer` for `aws:lb/loadBalancer:LoadBalancer` and for its aliases.
 * Types of other providers, and components, have none.
 */
export function awsType(type: string): string | undefined {
  const match = /^aws:([^/:]+)\/[^:]+:(\w+)$/.exec(type);
  if (!match) return undefined;
  const name = `${match[1]}/${match[2]}`;
  return SAME[name] ?? name;
}

export function isAws(resource: PlannedResource, ...names: readonly string[]): boolean {
  const name = awsType(resource.type);
  return name !== undefined && names.includes(name);
}
