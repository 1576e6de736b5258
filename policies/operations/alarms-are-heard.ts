import type { PlannedResource } from "../../model/plan";
import { rule } from "../rule";
import type { Subject } from "../subject";

const TOPIC = "sns/Topic";

/** A topic that nobody has subscribed to forgets each message; the alarm rings in an empty room. */
export const alarmsAreHeard = rule({
  name: "alarms-are-heard",
  displayName: "Alarms are heard",
  description: "A topic that alarms send to must have a subscription.",
  severity: "high",
  kind: "detection",
  tags: ["operations"],
  remediationSteps:
    "Add an `aws.sns.TopicSubscription` to the topic: an e-mail address, a pager's HTTPS endpoint or a queue.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
  about: [TOPIC],
  inComponents: { "zero-to-millions:operations:Observability": "set `emails` or `pagerEndpoint`." },
  judge: ({ index }) =>
    index
      .ofType(TOPIC)
      .filter((topic) => index.referring(topic, "sns/TopicSubscription", "topic").length === 0)
      .map((topic) => [topic, alarmsTo(index, topic)] as const)
      .filter(([, alarms]) => alarms.length > 0)
      .map(([{ urn, name }, alarms]) => ({
        outcome: "violation" as const,
        urn,
        message: `Nobody hears ${namesOf(alarms)}: topic ${name} has no subscription.`,
      })),
});

function alarmsTo(index: Subject["index"], topic: PlannedResource): readonly PlannedResource[] {
  return ["cloudwatch/MetricAlarm", "cloudwatch/CompositeAlarm"].flatMap((type) =>
    index.referring(topic, type, "alarmActions"),
  );
}

function namesOf(alarms: readonly PlannedResource[]): string {
  const names = alarms.map(({ name }) => name);
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more alarms`;
}
