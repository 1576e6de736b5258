import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

const SLOW_MS = 2_000;

/** The alarms of an HTTP API. */
export function apiAlarms(dimensions: { readonly ApiId: pulumi.Input<string> }): readonly Alarm[] {
  const metric = { namespace: "AWS/ApiGateway", dimensions } as const;
  return [
    {
      ...metric,
      name: "5xx",
      metricName: "5xx",
      statistic: "Sum",
      when: { above: 10 },
      description:
        "The API answers with errors. Look at integrationError in its access log, then at what stands behind it.",
    },
    {
      ...metric,
      name: "slow",
      metricName: "IntegrationLatency",
      statistic: "Average",
      when: { above: SLOW_MS },
      description: "What stands behind the API takes more than two seconds. Look at its load and at its database.",
    },
  ];
}
