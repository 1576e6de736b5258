import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What a blue-green release moves requests between. */
export interface BlueGreen {
  /** The second target group. Which of the two serves and which stands empty changes with each release. */
  readonly alternateTargetGroupArn: pulumi.Output<string>;
  /** The rule that says which of the two gets the requests. */
  readonly listenerRuleArn: pulumi.Output<string>;
}

/** A target group, and the second one where ECS moves requests between two. */
export interface ForwardTo {
  readonly targetGroupArn: pulumi.Input<string>;
  readonly alternateTargetGroupArn: pulumi.Input<string> | undefined;
}

/** The actions of a rule that forwards; with two target groups, as long as ECS has not moved the requests. */
export function forwardActions({ targetGroupArn, alternateTargetGroupArn }: ForwardTo) {
  if (alternateTargetGroupArn === undefined) {
    return [{ type: "forward", targetGroupArn }];
  }
  const targetGroups = [
    { arn: targetGroupArn, weight: 100 },
    { arn: alternateTargetGroupArn, weight: 0 },
  ];
  return [{ type: "forward", forward: { targetGroups } }];
}

/** ECS sets the weights at each release: an update of anything else must not set them back. */
export function leavesWeights({ alternateTargetGroupArn }: ForwardTo): { readonly ignoreChanges: string[] } {
  return { ignoreChanges: alternateTargetGroupArn === undefined ? [] : ["actions"] };
}

/** A rule for every request, which ECS changes at each release. A listener's own default cannot be changed so. */
export function productionRule(
  name: string,
  args: ForwardTo & { readonly listenerArn: pulumi.Input<string> },
  parent: pulumi.Resource,
): aws.lb.ListenerRule {
  return new aws.lb.ListenerRule(
    `${name}-production`,
    {
      listenerArn: args.listenerArn,
      priority: 1,
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: forwardActions(args),
    },
    { parent, ...leavesWeights(args) },
  );
}
