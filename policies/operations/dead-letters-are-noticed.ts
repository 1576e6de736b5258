import { number } from "../../model/value";
import { deadLetterQueues } from "../dead-letters";
import { rule, type Verdict } from "../rule";
import type { Subject } from "../subject";

/** Seconds that a queue keeps a message where nothing else is said. */
const DEFAULT_RETENTION = 345_600;

/** A dead-letter queue keeps work that failed for a few days; if nobody is told, it is lost later. */
export const deadLettersAreNoticed = rule({
  name: "dead-letters-are-noticed",
  displayName: "Dead letters are noticed",
  description:
    "A dead-letter queue must have an alarm, and keep messages for at least as long as the queue that they come from.",
  severity: "medium",
  kind: "detection",
  tags: ["operations", "messaging"],
  remediationSteps:
    "Add an alarm on `ApproximateNumberOfMessagesVisible` of the dead-letter queue, and set its `messageRetentionSeconds` " +
    "to 1209600 (14 days).",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html",
  about: ["sqs/Queue"],
  judge: (subject) =>
    [...deadLetterQueues(subject.index).values()].flatMap((queue): readonly Verdict[] => {
      const { urn, name } = queue;
      const alarmed = ["dimensions", "metricQueries"].some(
        (property) => subject.index.referring(queue, "cloudwatch/MetricAlarm", property).length > 0,
      );
      const short = sourceKeptLonger(subject, queue.urn);
      return [
        ...(alarmed
          ? []
          : [
              {
                outcome: "violation" as const,
                urn,
                message: `No alarm watches the dead-letter queue ${name}: what fails waits there unseen, and expires.`,
              },
            ]),
        ...(short === undefined
          ? []
          : [
              {
                outcome: "violation" as const,
                urn,
                message: `${name} keeps messages for less time than ${short}, and their age counts from the first queue: they expire on arrival.`,
              },
            ]),
      ];
    }),
});

/** Name of a source of which messages may be older than this queue keeps them. */
function sourceKeptLonger({ index }: Subject, urn: string): string | undefined {
  const dead = index.get(urn);
  if (dead === undefined) return undefined;
  const secondsOf = (value: (typeof dead)["inputs"][string] | undefined) =>
    value === undefined || value === null ? DEFAULT_RETENTION : number(value);
  const own = secondsOf(dead.inputs.messageRetentionSeconds);
  return index
    .referring(dead, "sqs/Queue", "redrivePolicy")
    .find(({ inputs }) => own !== undefined && (secondsOf(inputs.messageRetentionSeconds) ?? 0) > own)?.name;
}
