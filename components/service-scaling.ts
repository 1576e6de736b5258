import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";

export interface ScalingArgs {
  readonly cluster: Cluster;
  readonly service: aws.ecs.Service;
  readonly minimum: number;
  readonly maximum: number;
}

const SCALE_OUT_SECONDS = 60;
const SCALE_IN_SECONDS = 300;

/** As many tasks as keep the average CPU at a percentage. */
export function scaledOnCpu(
  name: string,
  args: ScalingArgs & { readonly targetCpuPercent: number },
  parent: pulumi.Resource,
): void {
  track(
    name,
    args,
    {
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: args.targetCpuPercent,
    },
    parent,
  );
}

/** As many tasks as keep the messages that wait per task at a number. */
export function scaledOnBacklog(
  name: string,
  args: ScalingArgs & { readonly queueName: pulumi.Input<string>; readonly messagesPerTask: number },
  parent: pulumi.Resource,
): void {
  const { cluster, service, queueName, messagesPerTask } = args;
  const waiting = {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: [{ name: "QueueName", value: queueName }],
  };
  const running = {
    namespace: "ECS/ContainerInsights",
    metricName: "RunningTaskCount",
    dimensions: [
      { name: "ClusterName", value: cluster.clusterName },
      { name: "ServiceName", value: service.name },
    ],
  };
  track(
    name,
    args,
    {
      customizedMetricSpecification: {
        metrics: [
          { id: "waiting", returnData: false, metricStat: { metric: waiting, stat: "Sum" } },
          { id: "running", returnData: false, metricStat: { metric: running, stat: "Average" } },
          {
            id: "backlog",
            label: "Waiting messages per task",
            returnData: true,
            expression: "IF(running > 0, waiting / running, waiting)",
          },
        ],
      },
      targetValue: messagesPerTask,
    },
    parent,
  );
}

type Tracking = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;

function track(name: string, args: ScalingArgs, tracking: Tracking, parent: pulumi.Resource): void {
  const { cluster, service, minimum, maximum } = args;
  const target = new aws.appautoscaling.Target(
    name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${cluster.clusterName}/${service.name}`,
      minCapacity: minimum,
      maxCapacity: maximum,
    },
    { parent },
  );
  new aws.appautoscaling.Policy(
    name,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        ...tracking,
        scaleOutCooldown: SCALE_OUT_SECONDS,
        scaleInCooldown: SCALE_IN_SECONDS,
      },
    },
    { parent },
  );
}
