import type { PlannedResource, Urn } from "../model/plan";
import type { PlanIndex } from "../model/topology/plan-index";

/** Arguments that name a queue for what could not be processed. */
const SENDERS: readonly (readonly [type: string, property: string])[] = [
  ["sqs/Queue", "redrivePolicy"],
  ["sqs/RedrivePolicy", "redrivePolicy"],
  ["sns/TopicSubscription", "redrivePolicy"],
  ["lambda/Function", "deadLetterConfig"],
  ["lambda/FunctionEventInvokeConfig", "destinationConfig"],
  ["lambda/EventSourceMapping", "destinationConfig"],
  ["cloudwatch/EventTarget", "deadLetterConfig"],
  ["scheduler/Schedule", "target"],
];

/** The queues that take what others could not process. */
export function deadLetterQueues(index: PlanIndex): ReadonlyMap<Urn, PlannedResource> {
  const queues = SENDERS.flatMap(([type, property]) =>
    index.ofType(type).flatMap((sender) => index.referred(sender, property, "sqs/Queue")),
  );
  return new Map(queues.map((queue) => [queue.urn, queue]));
}
