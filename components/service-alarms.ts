import type * as pulumi from "@pulumi/pulumi";
import { type AnyAlarm, type Chart, type Metric, Severity } from "./alarm";

/** What CloudWatch files a service's metrics under. */
export type ServiceDimensions = Readonly<Record<"ClusterName" | "ServiceName", pulumi.Input<string>>>;

const SHORT_MINUTES = 15;

/** The alarms of everything that runs on ECS. */
export function serviceAlarms(dimensions: ServiceDimensions): readonly AnyAlarm[] {
  const metric = { namespace: "AWS/ECS", dimensions, statistic: "Average", minutes: 10 } as const;
  return [
    {
      ...metric,
      name: "cpu",
      runbook: "service-cpu",
      metricName: "CPUUtilization",
      when: { above: 80 },
      description: "The tasks are busy although there are as many as allowed. Raise the maximum.",
    },
    {
      ...metric,
      name: "memory",
      runbook: "service-memory",
      metricName: "MemoryUtilization",
      when: { above: 85 },
      description: "The tasks are short of memory and may be killed. Look for a leak, or raise memoryMiB.",
    },
    {
      ...tasks("RunningTaskCount", dimensions),
      name: "no-task",
      runbook: "service-no-task",
      severity: Severity.Page,
      when: { below: 1 },
      minutes: 2,
      silence: "breaching",
      description: "Not one task runs. Look at why the last ones stopped.",
    },
    {
      name: "few-tasks",
      runbook: "service-few-tasks",
      metrics: {
        desired: tasks("DesiredTaskCount", dimensions),
        running: tasks("RunningTaskCount", dimensions),
      },
      expression: "desired - running",
      label: "Tasks missing",
      when: { above: 0 },
      minutes: SHORT_MINUTES,
      description: "Fewer tasks run than should. Look at why new ones stop or do not start.",
    },
  ];
}

/** How many tasks there are and should be. */
export function serviceCharts(dimensions: ServiceDimensions): readonly Chart[] {
  const metrics = ["DesiredTaskCount", "RunningTaskCount", "PendingTaskCount"];
  return [{ title: "Tasks", metrics: metrics.map((name) => tasks(name, dimensions)) }];
}

/** Reported because the cluster has Container Insights. */
function tasks(metricName: string, dimensions: ServiceDimensions): Metric {
  return { namespace: "ECS/ContainerInsights", metricName, dimensions, statistic: "Minimum" };
}
