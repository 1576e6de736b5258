import { rule } from "../rule";
import { queues, streams, subscriptions, targets } from "./faults/dead-letters-are-kept";

/** A message that nobody can process comes back for ever, or is dropped; either way nobody learns of it. */
export const deadLettersAreKept = rule({
  name: "dead-letters-are-kept",
  displayName: "Dead letters are kept",
  description:
    "A queue that something reads, a topic's subscription to a function or an address, an asynchronous event target, and a " +
    "function that reads a stream must have a place for what cannot be processed.",
  severity: "medium",
  kind: "processing",
  tags: ["operations", "messaging"],
  remediationSteps:
    "Set `redrivePolicy` with a `deadLetterTargetArn` and a `maxReceiveCount` on the queue or subscription, or " +
    "`deadLetterConfig` on the event target, or `destinationConfig.onFailure` and `maximumRetryAttempts` on the event source " +
    "mapping of a stream.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  about: ["sqs/Queue", "sns/TopicSubscription", "cloudwatch/EventTarget", "lambda/EventSourceMapping"],
  judge: (subject) => [...queues(subject), ...streams(subject), ...subscriptions(subject), ...targets(subject)],
});
