import type { PlannedResource, Urn } from "../../plan";
import { list } from "../../value";
import { awsType } from "../aws-type";
import type { TopologyBuilder } from "../builder";
import { registered } from "../front";
import type { Operations } from "../topology";

const ALARM = "cloudwatch/MetricAlarm";
const COMPOSITE = "cloudwatch/CompositeAlarm";
/** What an alarm does by itself, with nobody told. */
const DOES = new Set(["appautoscaling/Policy", "autoscaling/Policy"]);
const NAMED = [
  "ecs/Service",
  "autoscaling/Group",
  "rds/Instance",
  "rds/Cluster",
  "elasticache/ReplicationGroup",
  "sqs/Queue",
];

/** Tiers of which alarms tell somebody, and those of which they tell nobody. */
export function readWatch(builder: TopologyBuilder): Pick<Operations, "heard" | "unheard"> {
  const heard = new Set<Urn>();
  const unheard = new Set<Urn>();
  for (const alarm of builder.index.ofType(ALARM)) {
    const into = isHeard(builder, alarm) ? heard : unheard;
    for (const urn of watchedBy(builder, alarm)) into.add(urn);
  }
  return { heard, unheard };
}

/** Whether an action of the alarm, or of one that is made of it, reaches anybody. */
function isHeard(builder: TopologyBuilder, alarm: PlannedResource): boolean {
  const { index } = builder;
  const composed = index.referring(alarm, COMPOSITE, "alarmRule");
  return [alarm, ...composed].some((each) => {
    const actions = each.propertyDependencies.alarmActions ?? [];
    const known = actions.map((urn) => index.get(urn)).filter((action) => action !== undefined);
    const telling = known.filter((action) => !DOES.has(awsType(action.type) ?? ""));
    // One that was looked up or written out leads to somewhere outside of this program.
    const outside = each.inputs.alarmActions !== undefined && list(each.inputs.alarmActions).length > known.length;
    return outside || telling.some((action) => hasListener(builder, action));
  });
}

function hasListener({ index }: TopologyBuilder, action: PlannedResource): boolean {
  if (awsType(action.type) !== "sns/Topic") return true;
  return (
    index.referring(action, "sns/TopicSubscription", "topic").length > 0 ||
    index.referring(action, "chatbot/SlackChannelConfiguration", "snsTopicArns").length > 0
  );
}

/** The tiers that an alarm's figures are of. */
function watchedBy(builder: TopologyBuilder, alarm: PlannedResource): readonly Urn[] {
  const { index } = builder;
  return ["dimensions", "metricQueries"].flatMap((property) => {
    const depending = (alarm.propertyDependencies[property] ?? []).map((urn) => index.get(urn));
    const named = index.referred(alarm, property, ...NAMED);
    return [...depending, ...named].flatMap((each) => {
      if (each === undefined) return [];
      const own = builder.tierOf(each);
      if (own) return [own.urn];
      return awsType(each.type) === "lb/TargetGroup" ? registered(builder, each).map(({ urn }) => urn) : [];
    });
  });
}
