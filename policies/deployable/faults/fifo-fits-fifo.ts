import type { PlannedResource } from "../../../model/plan";
import { flag, isUnknown, number, text } from "../../../model/value";
import type { Faults } from "../../each-resource";
import type { Subject } from "../../subject";

export function queueFaults(subject: Subject, queue: PlannedResource): Faults {
  const { name, fifoQueue, contentBasedDeduplication } = queue.inputs;
  const dead = subject.index.one(queue, "redrivePolicy", "sqs/Queue");
  return [
    suffixFault(text(name), flag(fifoQueue), "fifoQueue"),
    isStandard(queue) &&
      flag(contentBasedDeduplication) === true &&
      "has `contentBasedDeduplication` and is no FIFO queue",
    dead !== undefined &&
      mismatch(queue, dead) &&
      `is ${kind(queue)} and its dead-letter queue ${dead.name} is ${kind(dead)}`,
  ];
}

export function suffixFault(name: string | undefined, fifo: boolean | undefined, argument: string): string | undefined {
  if (!name) return undefined;
  const ends = name.endsWith(".fifo");
  if (fifo === true && !ends)
    return `is FIFO (\`${argument}: true\`) and its name \`${name}\` does not end in \`.fifo\``;
  return fifo !== true && ends ? `is named \`${name}\` without \`${argument}: true\`` : undefined;
}

export function subscriptionFault({ index }: Subject, subscription: PlannedResource): string | undefined {
  const topic = index.one(subscription, "topic", "sns/Topic");
  const queue = index.one(subscription, "endpoint", "sqs/Queue");
  if (!topic || !queue || isUnknown(topic.inputs.fifoTopic) || flag(topic.inputs.fifoTopic) === true) return undefined;
  return flag(queue.inputs.fifoQueue) === true
    ? `subscribes the FIFO queue ${queue.name} to ${topic.name}, which is no FIFO topic`
    : undefined;
}

export function batchFault({ index }: Subject, mapping: PlannedResource): string | undefined {
  const queue = index.one(mapping, "eventSourceArn", "sqs/Queue");
  const size = number(mapping.inputs.batchSize);
  return queue && flag(queue.inputs.fifoQueue) === true && size !== undefined && size > 10
    ? `takes batches of ${size} from the FIFO queue ${queue.name}, where Lambda takes 10 at most`
    : undefined;
}

function isStandard({ inputs }: PlannedResource): boolean {
  return !isUnknown(inputs.fifoQueue) && flag(inputs.fifoQueue) !== true;
}

export function kind(queue: PlannedResource): string {
  return isStandard(queue) ? "a standard queue" : "a FIFO queue";
}

function mismatch(queue: PlannedResource, dead: PlannedResource): boolean {
  return (
    !isUnknown(queue.inputs.fifoQueue) && !isUnknown(dead.inputs.fifoQueue) && isStandard(queue) !== isStandard(dead)
  );
}
