import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./access";
import type { LoadBalancer } from "./load-balancer";
import { type Tags, tagged } from "./tags";

/** Percent of requests that may fail before a release is taken back. */
const BAD_PERCENT = 5;
/** Fewer requests a minute than this say nothing. */
const FEWEST_REQUESTS = 20;
const MINUTES = 2;
const SECONDS_PER_MINUTE = 60;

/**
 * An alarm that takes a release back while it is rolled out: answers go wrong although the tasks pass their health
 * check. It tells nobody; the failed deployment does. What fails already when a release starts does not count.
 */
export function badReleaseAlarm(
  name: string,
  args: { readonly behind: LoadBalancer; readonly tags: Tags | undefined },
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const metric = (metricName: string) => ({
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: { LoadBalancer: args.behind.arnSuffix },
    stat: "Sum",
    period: SECONDS_PER_MINUTE,
  });
  return new aws.cloudwatch.MetricAlarm(
    `${name}-bad-release`,
    {
      alarmDescription: `More than ${BAD_PERCENT} % of the requests fail: a release that is being rolled out is taken back.`,
      metricQueries: [
        { id: "errors", metric: metric("HTTPCode_Target_5XX_Count") },
        { id: "requests", metric: metric("RequestCount") },
        {
          id: "share",
          label: "Percent of requests that fail",
          expression: `IF(requests >= ${FEWEST_REQUESTS}, 100 * errors / requests, 0)`,
          returnData: true,
        },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: BAD_PERCENT,
      evaluationPeriods: MINUTES,
      treatMissingData: "notBreaching",
      tags: tagged(`${name}-bad-release`, args.tags),
    },
    { parent },
  );
}

/** The role by which ECS moves requests from one target group to the other. */
export function trafficShiftRole(
  name: string,
  tags: Tags | undefined,
  parent: pulumi.Resource,
): { readonly arn: pulumi.Output<string>; readonly ready: pulumi.Resource } {
  const role = new aws.iam.Role(
    `${name}-traffic`,
    { assumeRolePolicy: assumedBy("ecs.amazonaws.com"), tags: tagged(`${name}-traffic`, tags) },
    { parent },
  );
  const ready = new aws.iam.RolePolicyAttachment(
    `${name}-traffic`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" },
    { parent },
  );
  return { arn: role.arn, ready };
}
