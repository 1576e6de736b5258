import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** What CloudWatch files a service's metrics under. */
export type ServiceDimensions = Readonly<Record<"ClusterName" | "ServiceName", pulumi.Input<string>>>;

/** The alarms of everything that runs on ECS. */
export function serviceAlarms(dimensions: ServiceDimensions): readonly Alarm[] {
  const metric = { namespace: "AWS/ECS", dimensions, statistic: "Average", minutes: 10 } as const;
  return [
    {
      ...metric,
      name: "cpu",
      metricName: "CPUUtilization",
      when: { above: 80 },
      description: "The tasks are busy although there are as many as allowed. Raise the maximum.",
    },
    {
      ...metric,
      name: "memory",
      metricName: "MemoryUtilization",
      when: { above: 85 },
      description: "The tasks are short of memory and may be killed. Look for a leak, or raise memoryMiB.",
    },
    {
      name: "no-task",
      namespace: "ECS/ContainerInsights",
      metricName: "RunningTaskCount",
      dimensions,
      statistic: "Minimum",
      when: { below: 1 },
      minutes: 2,
      silence: "breaching",
      description: "Not one task runs. Look at why the last ones stopped.",
    },
  ];
}
