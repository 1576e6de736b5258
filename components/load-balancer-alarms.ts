import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** What CloudWatch files a target group's metrics under. */
export type TargetDimensions = Readonly<Record<"LoadBalancer" | "TargetGroup", pulumi.Input<string>>>;

/** The alarms of a load balancer and what stands behind it. */
export function loadBalancerAlarms(dimensions: TargetDimensions): readonly Alarm[] {
  const metric = { namespace: "AWS/ApplicationELB", dimensions } as const;
  return [
    {
      ...metric,
      name: "5xx",
      metricName: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      when: { above: 10 },
      description: "Servers answer with errors. Look at the newest release and at the database.",
    },
    {
      ...metric,
      name: "unhealthy-hosts",
      metricName: "UnHealthyHostCount",
      statistic: "Maximum",
      when: { above: 0 },
      description: "A server fails its health check and gets no requests. Look at its logs.",
    },
    {
      ...metric,
      name: "no-healthy-host",
      metricName: "HealthyHostCount",
      statistic: "Minimum",
      when: { below: 1 },
      minutes: 1,
      silence: "breaching",
      description: "Nobody can serve a request: the site is down.",
    },
  ];
}
