import type { Plan, PlannedResource } from "../../../model/plan";
import { list, text } from "../../../model/value";
import { drop, type Edit, remove, set, where } from "../edit";
import type { Fault } from "./fault";

const ALARM = "cloudwatch/MetricAlarm";
const acts = ({ inputs }: PlannedResource) => list(inputs.alarmActions).length > 0;

/** The alarms of which the dimensions name the resource. */
const alarmsOf = ({ urn }: PlannedResource, plan: Plan): readonly PlannedResource[] =>
  plan.resources.filter(
    ({ type, propertyDependencies }) =>
      type === "aws:cloudwatch/metricAlarm:MetricAlarm" &&
      [propertyDependencies.dimensions, propertyDependencies.metricQueries].some((urns) => urns?.includes(urn)),
  );

/** Takes out every alarm of the resource, which stays. */
const unwatched: Edit = (resource, plan) => {
  const alarms = alarmsOf(resource, plan).map(({ urn }) => urn);
  return alarms.length === 0 ? undefined : { removed: alarms };
};
const isDeadLetters = ({ urn }: PlannedResource, plan: Plan) =>
  plan.resources.some(({ propertyDependencies }) => propertyDependencies.redrivePolicy?.includes(urn));
const nobodyWatches = (what: string, type: string): Fault => ({
  name: `${what}: nobody watches it`,
  type,
  edit: unwatched,
});

/** What is done to queues, alarms and whom they tell. */
export const OPERATIONS_FAULTS: readonly Fault[] = [
  { name: "queue: no dead-letter queue", type: "sqs/Queue", edit: drop("redrivePolicy") },
  { name: "queue: dead-letter queue removed", type: "sqs/Queue", edit: where(isDeadLetters, remove) },
  {
    name: "queue: dead letters kept for a minute",
    type: "sqs/Queue",
    edit: where(isDeadLetters, set("messageRetentionSeconds", 60)),
  },
  { name: "queue: dead letters unseen", type: "sqs/Queue", edit: where(isDeadLetters, unwatched) },
  { name: "alarm: tells nobody", type: ALARM, edit: where(acts, drop("alarmActions")) },
  { name: "alarm: actions switched off", type: ALARM, edit: where(acts, set("actionsEnabled", false)) },
  {
    name: "alarm: silent when nothing is left",
    type: ALARM,
    edit: where(
      ({ inputs }) =>
        text(inputs.treatMissingData) === "breaching" &&
        ["HealthyHostCount", "RunningTaskCount"].includes(text(inputs.metricName) ?? ""),
      set("treatMissingData", "notBreaching"),
    ),
  },
  { name: "alarm: composite removed", type: "cloudwatch/CompositeAlarm", edit: remove },
  nobodyWatches("load balancer", "lb/LoadBalancer"),
  nobodyWatches("fleet", "autoscaling/Group"),
  nobodyWatches("service", "ecs/Service"),
  nobodyWatches("database", "rds/Instance"),
  nobodyWatches("cache", "elasticache/ReplicationGroup"),
  { name: "paging: nobody subscribes", type: "sns/TopicSubscription", edit: remove },
  { name: "paging: topic removed", type: "sns/Topic", edit: remove },
  { name: "logs: never end", type: "cloudwatch/LogGroup", edit: drop("retentionInDays") },
];
