import { flag, text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { batchFault, queueFaults, subscriptionFault, suffixFault } from "./faults/fifo-fits-fifo";

/** FIFO queues and topics go together with FIFO ones, and their names end in `.fifo`. */
export const fifoFitsFifo = rule({
  name: "fifo-fits-fifo",
  displayName: "FIFO fits FIFO",
  description: "A FIFO queue or topic must be named so, and its dead-letter queue and subscriptions must suit it.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "messaging"],
  remediationSteps:
    "End the name of a FIFO queue or topic in `.fifo`, set `fifoQueue: true` on its dead-letter queue too, and subscribe " +
    "FIFO queues to FIFO topics only.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues.html",
  about: ["sqs/Queue", "sns/Topic"],
  judge: (subject) => [
    ...faultsOf(subject, ["sqs/Queue"], (queue) => queueFaults(subject, queue)),
    ...faultsOf(subject, ["sns/Topic"], ({ inputs }) => [
      suffixFault(text(inputs.name), flag(inputs.fifoTopic), "fifoTopic"),
    ]),
    ...faultsOf(subject, ["sns/TopicSubscription"], (each) => [subscriptionFault(subject, each)]),
    ...faultsOf(subject, ["lambda/EventSourceMapping"], (each) => [batchFault(subject, each)]),
  ],
});
