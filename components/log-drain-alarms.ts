import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** Twice as long as the longest buffer. */
const OLD_SECONDS = 1_800;

/** The alarms of a drain. What it does not deliver is still in its log groups, so that nobody is woken. */
export function drainAlarms(dimensions: { readonly DeliveryStreamName: pulumi.Input<string> }): readonly Alarm[] {
  const metric = { namespace: "AWS/Firehose", dimensions, periodMinutes: 5 } as const;
  return [
    {
      ...metric,
      name: "refused",
      runbook: "log-drain-refused",
      metricName: "DeliveryToHttpEndpoint.Success",
      statistic: "Average",
      when: { below: 1 },
      minutes: 15,
      description: "The service that logs are sent to refuses some. Look at the drain's error log for its answer.",
    },
    {
      ...metric,
      name: "late",
      runbook: "log-drain-late",
      metricName: "DeliveryToHttpEndpoint.DataFreshness",
      statistic: "Maximum",
      when: { above: OLD_SECONDS },
      minutes: 10,
      description: "Logs reach the service that they are sent to more than half an hour late. Look at its status page.",
    },
  ];
}
