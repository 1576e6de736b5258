import type { PlannedResource } from "../plan";
import type { TopologyBuilder } from "./builder";

const RECEIVERS = ["lambda/Function", "sqs/Queue", "kinesis/Stream"] as const;

/** Topics, buses and streams: what passes events on without waiting for an answer. AWS keeps each in several zones. */
export function readEvents(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const topic of index.ofType("sns/Topic")) {
    const subscriptions = index.referring(topic, "sns/TopicSubscription", "topic");
    passOn(builder, topic, subscriptions, "endpoint");
  }
  for (const rule of index.ofType("cloudwatch/EventRule")) {
    passOn(builder, rule, index.referring(rule, "cloudwatch/EventTarget", "rule"), "arn");
  }
  for (const stream of index.ofType("kinesis/Stream")) builder.tier(stream, "queue");
}

/** A topic or rule that leads to code or queues of the program; one that only tells people is none of its tiers. */
function passOn(
  builder: TopologyBuilder,
  source: PlannedResource,
  targets: readonly PlannedResource[],
  property: string,
): void {
  const receivers = targets.flatMap((target) => builder.index.referred(target, property, ...RECEIVERS));
  if (receivers.length === 0) return;
  const tier = builder.tier(source, "queue");
  for (const receiver of receivers) {
    const to = builder.tierOf(receiver);
    builder.edge(tier, to, to?.kind === "function" ? "consume" : "enqueue", `subscription of ${source.name}`);
  }
}
