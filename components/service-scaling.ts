import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";

export interface ScalingArgs {
  readonly cluster: Cluster;
  readonly service: aws.ecs.Service;
  readonly minimum: number;
  readonly maximum: number;
}

type Tracking = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;
type MetricQuery =
  aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetric;

const SCALE_OUT_SECONDS = 60;
const SCALE_IN_SECONDS = 300;

/** The number of a service's tasks, and what decides it. With several policies, the one that wants most tasks wins. */
export class ServiceScaling {
  private readonly target: aws.appautoscaling.Target;

  constructor(
    private readonly name: string,
    private readonly args: ScalingArgs,
    private readonly parent: pulumi.Resource,
  ) {
    const { cluster, service, minimum, maximum } = args;
    this.target = new aws.appautoscaling.Target(
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
  }

  /** As many tasks as keep the average CPU at a percentage. */
  onCpu(targetCpuPercent: number): this {
    return this.track(this.name, {
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: targetCpuPercent,
    });
  }

  /**
   * As many tasks as keep the requests per minute and task at a number. Counted at the load balancer, not at a target
   * group: AWS's ready-made metric follows one target group, and a blue-green release moves between two.
   */
  onRequests(loadBalancer: pulumi.Input<string>, requestsPerMinute: number): this {
    const requests = {
      namespace: "AWS/ApplicationELB",
      metricName: "RequestCount",
      dimensions: [{ name: "LoadBalancer", value: loadBalancer }],
    };
    return this.track(`${this.name}-requests`, {
      customizedMetricSpecification: {
        metrics: [
          { id: "requests", returnData: false, metricStat: { metric: requests, stat: "Sum" } },
          ...this.perTask("requests", "Requests per minute and task"),
        ],
      },
      targetValue: requestsPerMinute,
    });
  }

  /** As many tasks as keep the messages that wait per task at a number. */
  onBacklog(queueName: pulumi.Input<string>, messagesPerTask: number): this {
    const waiting = {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: [{ name: "QueueName", value: queueName }],
    };
    return this.track(this.name, {
      customizedMetricSpecification: {
        metrics: [
          { id: "waiting", returnData: false, metricStat: { metric: waiting, stat: "Sum" } },
          ...this.perTask("waiting", "Waiting messages per task"),
        ],
      },
      targetValue: messagesPerTask,
    });
  }

  /** A metric divided by the tasks that run. */
  private perTask(id: string, label: string): MetricQuery[] {
    const { cluster, service } = this.args;
    const running = {
      namespace: "ECS/ContainerInsights",
      metricName: "RunningTaskCount",
      dimensions: [
        { name: "ClusterName", value: cluster.clusterName },
        { name: "ServiceName", value: service.name },
      ],
    };
    return [
      { id: "running", returnData: false, metricStat: { metric: running, stat: "Average" } },
      { id: "perTask", label, returnData: true, expression: `IF(running > 0, ${id} / running, ${id})` },
    ];
  }

  private track(name: string, tracking: Tracking): this {
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    new aws.appautoscaling.Policy(
      name,
      {
        policyType: "TargetTrackingScaling",
        serviceNamespace,
        scalableDimension,
        resourceId,
        targetTrackingScalingPolicyConfiguration: {
          ...tracking,
          scaleOutCooldown: SCALE_OUT_SECONDS,
          scaleInCooldown: SCALE_IN_SECONDS,
        },
      },
      { parent: this.parent },
    );
    return this;
  }
}
