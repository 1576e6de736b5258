import type { PlannedResource } from "../../../model/plan";
import { isUnknown, list, number, record, text } from "../../../model/value";
import { deadLetterQueues } from "../../dead-letters";
import { isSet } from "../../each-resource";
import type { Verdict } from "../../rule";
import type { Subject } from "../../subject";

export function queues({ index }: Subject): readonly Verdict[] {
  const dead = deadLetterQueues(index);
  return index
    .ofType("sqs/Queue")
    .filter((queue) => !dead.has(queue.urn) && !isSet(queue.inputs.redrivePolicy))
    .filter((queue) => index.referring(queue, "sqs/RedrivePolicy", "queueUrl").length === 0)
    .filter((queue) => isRead(index, queue))
    .map(({ urn, name }) => ({
      outcome: "violation",
      urn,
      message: `${name} has no dead-letter queue: a message that cannot be processed comes back until it expires, and is then gone.`,
    }));
}

/** Of a queue that nothing here reads, its reader knows what it does with what it cannot process. */
function isRead(index: Subject["index"], queue: PlannedResource): boolean {
  const byFunction = index.referring(queue, "lambda/EventSourceMapping", "eventSourceArn").length > 0;
  return byFunction || index.referring(queue, "ecs/TaskDefinition", "containerDefinitions").length > 0;
}

export function subscriptions({ index }: Subject): readonly Verdict[] {
  return index
    .ofType("sns/TopicSubscription")
    .filter(
      ({ inputs }) => ["lambda", "http", "https"].includes(text(inputs.protocol) ?? "") && !isSet(inputs.redrivePolicy),
    )
    .map(({ urn, name }) => ({
      outcome: "violation",
      urn,
      message: `${name} has no dead-letter queue: what its endpoint does not take within SNS's retries is dropped.`,
    }));
}

export function targets({ index }: Subject): readonly Verdict[] {
  return index
    .ofType("cloudwatch/EventTarget")
    .filter((target) => {
      const config = target.inputs.deadLetterConfig;
      const kept = record(list(config)[0] ?? config).arn;
      const asynchronous =
        index.referred(target, "arn", "lambda/Function", "sfn/StateMachine", "cloudwatch/EventApiDestination").length >
        0;
      return asynchronous && !isUnknown(config) && !isSet(kept);
    })
    .map(({ urn, name }) => ({
      outcome: "violation",
      urn,
      message: `${name} has no \`deadLetterConfig\`: an event that its target does not take within a day is dropped.`,
    }));
}

/** Lambda's own value for as often, and as long, as it takes. */
const FOR_EVER = -1;

/** A record of a stream that a function fails on stands in the way of those behind it: streams are read in order. */
export function streams({ index }: Subject): readonly Verdict[] {
  return index
    .ofType("lambda/EventSourceMapping")
    .filter((mapping) => index.referred(mapping, "eventSourceArn", "kinesis/Stream", "dynamodb/Table").length > 0)
    .filter(({ inputs: { destinationConfig } }) => {
      const config = record(list(destinationConfig)[0] ?? destinationConfig);
      return !isUnknown(destinationConfig) && !isSet(config.onFailure);
    })
    .flatMap(({ urn, name, inputs }): readonly Verdict[] => {
      const ends = [inputs.maximumRetryAttempts, inputs.maximumRecordAgeInSeconds];
      if (ends.some(isUnknown)) return [];
      const what = ends.every((each) => (number(each) ?? FOR_EVER) === FOR_EVER)
        ? "has no end of its tries: a record that its function fails on holds up its shard until the record expires"
        : "has no `destinationConfig.onFailure`: a record that its function fails on is dropped after the last try";
      return [{ outcome: "violation", urn, message: `${name} ${what}.` }];
    });
}
