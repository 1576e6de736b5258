import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** What CloudWatch files a target group's metrics under. */
export type TargetDimensions = Readonly<Record<"LoadBalancer" | "TargetGroup", pulumi.Input<string>>>;

/** The alarms of a load balancer and what stands behind it; with a second target group, of both. */
export function loadBalancerAlarms(dimensions: TargetDimensions, second?: pulumi.Input<string>): readonly Alarm[] {
  const { LoadBalancer, TargetGroup } = dimensions;
  const metric = { namespace: "AWS/ApplicationELB" } as const;
  return [
    {
      ...metric,
      name: "5xx",
      metricName: "HTTPCode_Target_5XX_Count",
      dimensions: second === undefined ? dimensions : { LoadBalancer },
      statistic: "Sum",
      when: { above: 10 },
      description: "Servers answer with errors. Look at the newest release and at the database.",
    },
    unhealthyHosts("unhealthy-hosts", { LoadBalancer, TargetGroup }),
    ...(second === undefined
      ? [noHealthyHost(dimensions)]
      : [unhealthyHosts("unhealthy-hosts-second", { LoadBalancer, TargetGroup: second }), nobodyAnswers(LoadBalancer)]),
  ];
}

function unhealthyHosts(name: string, dimensions: TargetDimensions): Alarm {
  return {
    namespace: "AWS/ApplicationELB",
    name,
    metricName: "UnHealthyHostCount",
    dimensions,
    statistic: "Maximum",
    when: { above: 0 },
    description: "A server fails its health check and gets no requests. Look at its logs.",
  };
}

function noHealthyHost(dimensions: TargetDimensions): Alarm {
  return {
    namespace: "AWS/ApplicationELB",
    name: "no-healthy-host",
    metricName: "HealthyHostCount",
    dimensions,
    statistic: "Minimum",
    when: { below: 1 },
    minutes: 1,
    silence: "breaching",
    description: "Nobody can serve a request: the site is down.",
  };
}

/** With two target groups one of them is empty as a rule, so an empty one says nothing. */
function nobodyAnswers(loadBalancer: pulumi.Input<string>): Alarm {
  return {
    namespace: "AWS/ApplicationELB",
    name: "nobody-answers",
    metricName: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: loadBalancer },
    statistic: "Sum",
    when: { above: 10 },
    minutes: 1,
    description: "The load balancer answers with errors of its own: it finds nobody who can serve a request.",
  };
}
