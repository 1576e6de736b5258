import type * as pulumi from "@pulumi/pulumi";
import { type Alarm, type AnyAlarm, type Chart, type Metric, Severity } from "./alarm";
import { availabilityAlarms } from "./availability-alarms";

/** What CloudWatch files a target group's metrics under. */
export type TargetDimensions = Readonly<Record<"LoadBalancer" | "TargetGroup", pulumi.Input<string>>>;

const NAMESPACE = "AWS/ApplicationELB";
const SLOW_SECONDS = 1;
const EMPTY_ZONE_MINUTES = 10;

/** The alarms of a load balancer and what stands behind it; with a second target group, of both. */
export function loadBalancerAlarms(dimensions: TargetDimensions, second?: pulumi.Input<string>): readonly AnyAlarm[] {
  const { LoadBalancer, TargetGroup } = dimensions;
  return [
    ...availabilityAlarms(LoadBalancer),
    {
      namespace: NAMESPACE,
      name: "5xx",
      runbook: "load-balancer-5xx",
      metricName: "HTTPCode_Target_5XX_Count",
      dimensions: second === undefined ? dimensions : { LoadBalancer },
      statistic: "Sum",
      when: { above: 10 },
      description: "Servers answer with errors. Look at the newest release and at the database.",
    },
    {
      namespace: NAMESPACE,
      name: "slow",
      runbook: "load-balancer-slow",
      metricName: "TargetResponseTime",
      dimensions: { LoadBalancer },
      statistic: "p99",
      when: { above: SLOW_SECONDS },
      description: "One request in a hundred takes more than a second. Look at the slowest queries of the database.",
    },
    unhealthyHosts("unhealthy-hosts", { LoadBalancer, TargetGroup }),
    ...(second === undefined
      ? [noHealthyHost(dimensions)]
      : [unhealthyHosts("unhealthy-hosts-second", { LoadBalancer, TargetGroup: second }), nobodyAnswers(LoadBalancer)]),
  ];
}

/** What people ask for when nothing is wrong yet. */
export function loadBalancerCharts(LoadBalancer: pulumi.Input<string>): readonly Chart[] {
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: NAMESPACE,
    metricName,
    dimensions: { LoadBalancer },
    statistic,
  });
  return [
    { title: "Requests", metrics: [metric("RequestCount", "Sum")] },
    {
      title: "Response time (s)",
      metrics: [metric("TargetResponseTime", "p50"), metric("TargetResponseTime", "p99")],
    },
  ];
}

/**
 * For each zone, that nobody can serve requests there: the others carry its share, and the next failure takes more. Only
 * where every zone is to have a target.
 */
export function emptyZoneAlarms(
  groups: readonly TargetDimensions[],
  { zoneNames, zones }: { readonly zoneNames: pulumi.Output<string[]>; readonly zones: number },
): readonly AnyAlarm[] {
  return Array.from({ length: zones }, (_, zone) => {
    const AvailabilityZone = zoneNames.apply((names) => names[zone] ?? "");
    const healthy = groups.map((group, index): readonly [string, Metric] => [
      `group${index + 1}`,
      {
        namespace: NAMESPACE,
        metricName: "HealthyHostCount",
        dimensions: { ...group, AvailabilityZone },
        statistic: "Minimum",
      },
    ]);
    return {
      name: `empty-zone-${zone + 1}`,
      runbook: "load-balancer-empty-zone",
      metrics: Object.fromEntries(healthy),
      // Of two target groups, one is empty as a rule.
      expression: `MAX([${healthy.map(([id]) => id).join(", ")}])`,
      label: "Healthy in a zone",
      when: { below: 1 },
      minutes: EMPTY_ZONE_MINUTES,
      silence: "breaching",
      description: "Nobody can serve requests in one zone. Look at why what runs there is not healthy.",
    };
  });
}

function unhealthyHosts(name: string, dimensions: TargetDimensions): Alarm {
  return {
    namespace: NAMESPACE,
    name,
    runbook: "load-balancer-unhealthy-hosts",
    metricName: "UnHealthyHostCount",
    dimensions,
    statistic: "Maximum",
    when: { above: 0 },
    description: "A server fails its health check and gets no requests. Look at its logs.",
  };
}

function noHealthyHost(dimensions: TargetDimensions): Alarm {
  return {
    namespace: NAMESPACE,
    name: "no-healthy-host",
    runbook: "load-balancer-no-healthy-host",
    severity: Severity.Page,
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
    namespace: NAMESPACE,
    name: "nobody-answers",
    runbook: "load-balancer-no-healthy-host",
    severity: Severity.Page,
    metricName: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: loadBalancer },
    statistic: "Sum",
    when: { above: 10 },
    minutes: 1,
    description: "The load balancer answers with errors of its own: it finds nobody who can serve a request.",
  };
}
