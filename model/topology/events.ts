import type { PlannedResource } from "../plan";
import { text } from "../value";
import type { TopologyBuilder } from "./builder";

const RECEIVERS = ["lambda/Function", "sqs/Queue", "kinesis/Stream", "sfn/StateMachine"] as const;

/** What passes events on by itself, and the property that names who gets them. */
const SOURCES = [
  { type: "sns/Topic", targets: { type: "sns/TopicSubscription", of: "topic", to: "endpoint" } },
  { type: "cloudwatch/EventRule", targets: { type: "cloudwatch/EventTarget", of: "rule", to: "arn" } },
  { type: "sfn/StateMachine", to: "definition" },
  { type: "iot/TopicRule", to: "lambdas" },
] as const;

/** What starts code when its contents change: a notification or a pipe, what it listens to, and whom it tells. */
const LISTENERS: readonly (readonly [type: string, source: string, of: readonly string[], to: readonly string[]])[] = [
  ["s3/BucketNotification", "bucket", ["s3/Bucket"], ["lambdaFunctions", "queues"]],
  ["pipes/Pipe", "source", ["sqs/Queue", "kinesis/Stream", "dynamodb/Table", "msk/Cluster", "mq/Broker"], ["target"]],
];

/** Topics, buses, streams and workflows: what passes events on without waiting for an answer, each in several zones. */
export function readEvents(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const stream of index.ofType("kinesis/Stream")) builder.tier(stream, "queue");
  const sources = SOURCES.flatMap((each) => index.ofType(each.type).map((source) => ({ source, ...each })));
  const passing = sources
    .filter(({ source }) => !isTimetable(source))
    .map((each) => ({ source: each.source, receivers: receiversOf(builder, each) }))
    .filter(({ receivers }) => receivers.length > 0);
  for (const { source } of passing) builder.tier(source, "queue");
  for (const { source, receivers } of passing) passOn(builder, source, receivers, `subscription of ${source.name}`);
}

/** Whom changes of a bucket, a queue or a table are told to. */
export function linkListeners(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const [type, from, of, to] of LISTENERS) {
    for (const listener of index.ofType(type)) {
      const receivers = to.flatMap((property) => index.referred(listener, property, ...RECEIVERS));
      const source = index.one(listener, from, ...of);
      if (source) passOn(builder, source, receivers, `${type.split("/")[1]} ${listener.name}`);
    }
  }
}

/** What a timetable alone starts is work of its own, which no user waits for. */
function isTimetable({ inputs }: PlannedResource): boolean {
  return inputs.scheduleExpression !== undefined && text(inputs.eventPattern) === undefined;
}

function receiversOf(
  { index }: TopologyBuilder,
  { source, ...by }: (typeof SOURCES)[number] & { readonly source: PlannedResource },
): readonly PlannedResource[] {
  if ("to" in by) return index.referred(source, by.to, ...RECEIVERS).filter((each) => each !== source);
  const { type, of, to } = by.targets;
  return index.referring(source, type, of).flatMap((target) => index.referred(target, to, ...RECEIVERS));
}

function passOn(
  builder: TopologyBuilder,
  source: PlannedResource,
  receivers: readonly PlannedResource[],
  evidence: string,
): void {
  for (const receiver of receivers) {
    const to = builder.tierOf(receiver);
    builder.edge(builder.tierOf(source), to, to?.kind === "function" ? "consume" : "enqueue", evidence);
  }
}
