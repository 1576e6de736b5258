import type * as pulumi from "@pulumi/pulumi";
import { type Alarm, Severity } from "./alarm";

const SLOW_MS = 2_000;

/** The alarms of an HTTP API. */
export function apiAlarms(dimensions: { readonly ApiId: pulumi.Input<string> }): readonly Alarm[] {
  const metric = { namespace: "AWS/ApiGateway", dimensions } as const;
  return [
    {
      ...metric,
      name: "5xx",
      runbook: "api-5xx",
      severity: Severity.Page,
      metricName: "5xx",
      statistic: "Sum",
      when: { above: 10 },
      description:
        "The API answers with errors. Look at integrationError in its access log, then at what stands behind it.",
    },
    {
      ...metric,
      name: "slow",
      runbook: "api-slow",
      metricName: "IntegrationLatency",
      statistic: "p99",
      when: { above: SLOW_MS },
      description:
        "One request in a hundred waits more than two seconds for what stands behind the API. Look at its load and at its database.",
    },
  ];
}
