import type { PlannedResource } from "../../model/plan";
import { isUnknown, number } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** Seconds that a queue hides a message and a function may run, where nothing else is said. */
const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;

/** Lambda refuses a queue that shows a message again while the function may still be at it. */
export const visibilityCoversTheConsumer = rule({
  name: "visibility-covers-the-consumer",
  displayName: "Visibility covers the consumer",
  description:
    "A queue must hide a message for at least as long as the function that reads it may run; six times as long is advised.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "messaging"],
  remediationSteps:
    "Set the queue's `visibilityTimeoutSeconds` to six times the function's `timeout`, or lower the timeout.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
  about: ["lambda/EventSourceMapping"],
  judge: (subject) => faultsOf(subject, ["lambda/EventSourceMapping"], (mapping) => mappingFaults(subject, mapping)),
});

function mappingFaults({ index }: Subject, mapping: PlannedResource): Faults {
  const { startingPosition, batchSize, maximumBatchingWindowInSeconds } = mapping.inputs;
  const queue = index.one(mapping, "eventSourceArn", "sqs/Queue");
  const stream = index.one(mapping, "eventSourceArn", "kinesis/Stream", "dynamodb/Table");
  const reader = index.one(mapping, "functionName", "lambda/Function");
  const visible = queue && secondsOf(queue, "visibilityTimeoutSeconds", DEFAULT_VISIBILITY);
  const timeout = reader && secondsOf(reader, "timeout", DEFAULT_TIMEOUT);
  const size = number(batchSize);
  return [
    visible !== undefined &&
      timeout !== undefined &&
      visible < timeout &&
      `reads ${queue?.name}, which hides a message for ${visible} s, by ${reader?.name}, which may take ${timeout} s`,
    queue !== undefined &&
      isSet(startingPosition) &&
      `reads the queue ${queue.name} from a \`startingPosition\`, which queues do not have`,
    stream !== undefined &&
      !isSet(startingPosition) &&
      `reads the stream of ${stream.name} without a \`startingPosition\``,
    queue !== undefined &&
      size !== undefined &&
      size > 10 &&
      !isUnknown(maximumBatchingWindowInSeconds) &&
      (number(maximumBatchingWindowInSeconds) ?? 0) < 1 &&
      `takes batches of ${size} without \`maximumBatchingWindowInSeconds\` of 1 or more`,
  ];
}

function secondsOf({ inputs }: PlannedResource, property: string, otherwise: number): number | undefined {
  return !isSet(inputs[property]) || inputs[property] === null ? otherwise : number(inputs[property]);
}
