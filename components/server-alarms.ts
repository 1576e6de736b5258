import type * as pulumi from "@pulumi/pulumi";
import { type AnyAlarm, Severity } from "./alarm";
import { cpuCredits, isBurstable } from "./fleet-alarms";

/** The alarms of a server on its own. */
export function serverAlarms(instanceId: pulumi.Input<string>, instanceType: string): readonly AnyAlarm[] {
  const metric = { namespace: "AWS/EC2", dimensions: { InstanceId: instanceId } } as const;
  return [
    {
      ...metric,
      name: "down",
      runbook: "server-down",
      severity: Severity.Page,
      metricName: "StatusCheckFailed",
      statistic: "Maximum",
      when: { above: 0 },
      minutes: 2,
      silence: "breaching",
      description: "The server does not answer. AWS moves it to other hardware; if that fails, replace it.",
    },
    {
      ...metric,
      name: "cpu",
      runbook: "server-cpu",
      metricName: "CPUUtilization",
      statistic: "Average",
      when: { above: 80 },
      minutes: 15,
      // Without detailed monitoring, which costs extra, reported every five minutes.
      periodMinutes: 5,
      description: "The server is busy. Choose a larger type, or climb to the load-balanced rung.",
    },
    ...(isBurstable(instanceType) ? [cpuCredits(metric, "server-cpu-credits")] : []),
  ];
}
