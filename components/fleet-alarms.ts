import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AnyAlarm, Chart, Metric } from "./alarm";

const DESIRED = "GroupDesiredCapacity";
const IN_SERVICE = "GroupInServiceInstances";
/** What the alarms need the group to report, by the minute and for free. */
export const GROUP_METRICS: aws.autoscaling.Metric[] = [DESIRED, IN_SERVICE];

const SHORT_MINUTES = 15;

/** The alarms of a fleet. */
export function fleetAlarms(AutoScalingGroupName: pulumi.Input<string>, instanceType: string): readonly AnyAlarm[] {
  const metric = { namespace: "AWS/EC2", dimensions: { AutoScalingGroupName } } as const;
  return [
    {
      ...metric,
      name: "cpu",
      runbook: "fleet-cpu",
      metricName: "CPUUtilization",
      statistic: "Average",
      when: { above: 80 },
      minutes: 10,
      description: "The servers are busy although there are as many as allowed. Raise the maximum.",
    },
    {
      name: "few-servers",
      runbook: "fleet-few-servers",
      metrics: { desired: ofGroup(DESIRED, AutoScalingGroupName), running: ofGroup(IN_SERVICE, AutoScalingGroupName) },
      expression: "desired - running",
      label: "Servers missing",
      when: { above: 0 },
      minutes: SHORT_MINUTES,
      description: "Fewer servers are in service than should be. Look at the group's activity and at a server's log.",
    },
    ...(isBurstable(instanceType) ? [cpuCredits(metric, "fleet-cpu-credits")] : []),
  ];
}

/** How many servers there are and should be. */
export function fleetCharts(groupName: pulumi.Input<string>): readonly Chart[] {
  return [{ title: "Servers", metrics: GROUP_METRICS.map((name) => ofGroup(name, groupName)) }];
}

/** Whether a type saves up CPU in quiet hours and spends it in busy ones. */
export function isBurstable(instanceType: string): boolean {
  return instanceType.startsWith("t");
}

/** Of servers that save up CPU. */
export function cpuCredits(metric: Pick<Metric, "namespace" | "dimensions">, runbook: string): AnyAlarm {
  return {
    ...metric,
    name: "cpu-credits",
    runbook,
    metricName: "CPUCreditBalance",
    statistic: "Minimum",
    when: { below: 20 },
    minutes: 10,
    // Reported every five minutes.
    periodMinutes: 5,
    description:
      "A server has spent its CPU credits: from here on each hour costs more. Choose a type that is not burstable.",
  };
}

function ofGroup(metricName: string, AutoScalingGroupName: pulumi.Input<string>): Metric {
  return { namespace: "AWS/AutoScaling", metricName, dimensions: { AutoScalingGroupName }, statistic: "Minimum" };
}
