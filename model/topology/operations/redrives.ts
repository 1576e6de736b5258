import type { PlannedResource, Urn } from "../../plan";
import { flag, isUnknown, number, record } from "../../value";
import type { TopologyBuilder } from "../builder";
import type { Redrive } from "../topology";

/** Seconds that a queue and a stream keep what nobody could process, unless they say otherwise: four days, and one. */
const QUEUE_RETENTION = 345_600;
const STREAM_HOURS = 24;
const HOUR = 3600;

/** What becomes of a message that no consumer can process, by the queue that it is in. */
export function readRedrives(builder: TopologyBuilder): ReadonlyMap<Urn, Redrive> {
  const { index } = builder;
  const redrives = new Map<Urn, Redrive>();
  for (const queue of index.ofType("sqs/Queue")) redrives.set(queue.urn, ofQueue(builder, queue));
  for (const stream of index.ofType("kinesis/Stream")) redrives.set(stream.urn, ofStream(builder, stream));
  for (const topic of index.ofType("sns/Topic")) {
    const kept = index
      .referring(topic, "sns/TopicSubscription", "topic")
      .every(({ inputs }) => inputs.redrivePolicy !== undefined);
    redrives.set(topic.urn, { kind: kept ? "aside" : "dropped" });
  }
  for (const rule of index.ofType("cloudwatch/EventRule")) {
    const kept = index
      .referring(rule, "cloudwatch/EventTarget", "rule")
      .every(({ inputs }) => inputs.deadLetterConfig !== undefined);
    redrives.set(rule.urn, { kind: kept ? "aside" : "dropped" });
  }
  return redrives;
}

function ofQueue({ index }: TopologyBuilder, queue: PlannedResource): Redrive {
  const { inputs } = queue;
  if (inputs.redrivePolicy !== undefined || index.referring(queue, "sqs/RedrivePolicy", "queueUrl").length > 0) {
    return { kind: "aside" };
  }
  if (isUnknown(inputs.fifoQueue)) return { kind: "unknown" };
  const seconds = number(inputs.messageRetentionSeconds) ?? QUEUE_RETENTION;
  // Of a group in order, what comes after waits for it.
  return { kind: flag(inputs.fifoQueue) === true ? "blocks" : "returns", seconds };
}

/** A shard goes on only after a batch is through, given up, or expired. */
function ofStream({ index }: TopologyBuilder, stream: PlannedResource): Redrive {
  const mappings = index.referring(stream, "lambda/EventSourceMapping", "eventSourceArn");
  if (mappings.length === 0) return { kind: "unknown" };
  const bounded = mappings.every(({ inputs }) => (number(inputs.maximumRetryAttempts) ?? -1) >= 0);
  const kept = mappings.every(({ inputs }) => record(inputs.destinationConfig).onFailure !== undefined);
  if (bounded) return { kind: kept ? "aside" : "dropped" };
  return { kind: "blocks", seconds: (number(stream.inputs.retentionPeriod) ?? STREAM_HOURS) * HOUR };
}
