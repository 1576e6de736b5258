import type * as pulumi from "@pulumi/pulumi";
import type { Alarm, Chart } from "./alarm";

const OLD_SECONDS = 600;

/** The alarms of a queue and its dead-letter queue. */
export function queueAlarms(queue: {
  readonly queueName: pulumi.Input<string>;
  readonly deadLetterName: pulumi.Input<string>;
}): readonly Alarm[] {
  const metric = { namespace: "AWS/SQS", statistic: "Maximum" } as const;
  return [
    {
      ...metric,
      name: "dead-letters",
      runbook: "queue-dead-letters",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.deadLetterName },
      when: { above: 0 },
      minutes: 1,
      description: "A message could not be processed. Look at it, repair, and move it back to its queue.",
    },
    {
      ...metric,
      name: "age",
      runbook: "queue-age",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.queueName },
      when: { above: OLD_SECONDS },
      description: "Messages wait more than ten minutes. Look at the workers, then raise their maximum.",
    },
  ];
}

/** How much work waits, and how much comes in. */
export function queueCharts(QueueName: pulumi.Input<string>): readonly Chart[] {
  const metric = { namespace: "AWS/SQS", dimensions: { QueueName } };
  return [
    {
      title: "Waiting",
      metrics: [{ ...metric, metricName: "ApproximateNumberOfMessagesVisible", statistic: "Maximum" }],
    },
    { title: "Sent", metrics: [{ ...metric, metricName: "NumberOfMessagesSent", statistic: "Sum" }] },
  ];
}
