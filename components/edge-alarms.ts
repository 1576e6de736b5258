import type * as pulumi from "@pulumi/pulumi";
import { type Alarm, type Chart, type Metric, Severity } from "./alarm";
import { CDN_REGION, DNS_REGION } from "./versions";

const MINUTES_PER_DAY = 1_440;
/** ACM renews 60 days before the end: a month later something is in its way (docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html, read 2026-11-21). */
const RENEWAL_IS_LATE_DAYS = 30;
const MANY_ERRORS_PERCENT = 5;

/** The alarm of a certificate, in the region that it is in. */
export function certificateAlarms(CertificateArn: pulumi.Input<string>, region: string | undefined): readonly Alarm[] {
  return [
    {
      name: "expiry",
      runbook: "certificate-expiry",
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn },
      statistic: "Minimum",
      when: { below: RENEWAL_IS_LATE_DAYS },
      // Reported twice a day, and no more once it has expired.
      minutes: MINUTES_PER_DAY,
      periodMinutes: MINUTES_PER_DAY,
      silence: "ignore",
      ...(region === undefined ? {} : { region }),
      description: "The certificate was not renewed in time. Look at whether its validation records are still in DNS.",
    },
  ];
}

/** The alarms of a CloudFront distribution. Its metrics are kept in one region, wherever visitors are. */
export function cdnAlarms(distributionId: pulumi.Input<string>): readonly Alarm[] {
  return [
    {
      ...ofDistribution(distributionId, "5xxErrorRate", "Average"),
      name: "5xx",
      runbook: "cdn-5xx",
      severity: Severity.Page,
      region: CDN_REGION,
      when: { above: MANY_ERRORS_PERCENT },
      description:
        "The CDN answers with errors. Look at whether it reaches the load balancer, then at the app's own alarms.",
    },
  ];
}

/** How much the CDN serves. */
export function cdnCharts(distributionId: pulumi.Input<string>): readonly Chart[] {
  return [
    { title: "Requests to the CDN", region: CDN_REGION, metrics: [ofDistribution(distributionId, "Requests", "Sum")] },
  ];
}

/** The alarm of a health check of Route 53, whose metrics are kept in one region. */
export function healthCheckAlarms(HealthCheckId: pulumi.Input<string>): readonly Alarm[] {
  return [
    {
      name: "down",
      runbook: "dns-down",
      severity: Severity.Page,
      region: DNS_REGION,
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId },
      statistic: "Minimum",
      when: { below: 1 },
      minutes: 2,
      silence: "breaching",
      description: "Seen from all over the world, the target does not answer, and the name leads elsewhere if it can.",
    },
  ];
}

function ofDistribution(
  DistributionId: pulumi.Input<string>,
  metricName: string,
  statistic: Metric["statistic"],
): Metric {
  return { namespace: "AWS/CloudFront", metricName, dimensions: { DistributionId, Region: "Global" }, statistic };
}
