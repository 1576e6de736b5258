import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown, list } from "../../model/value";
import { isSet } from "../each-resource";
import { rule, type Verdict } from "../rule";
import type { Subject } from "../subject";

const ALARMS = ["cloudwatch/MetricAlarm", "cloudwatch/CompositeAlarm"];

/** An alarm without an action turns red on a page that nobody looks at. */
export const alarmsAct = rule({
  name: "alarms-act",
  displayName: "Alarms act",
  description: "An alarm must do something when it sounds, unless another alarm is made of it.",
  severity: "high",
  kind: "detection",
  tags: ["operations"],
  remediationSteps: "Set `alarmActions` to a topic or a scaling policy, and leave `actionsEnabled` true.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
  about: ALARMS,
  inComponents: { "zero-to-millions:operations:Observability": "give `page` or `notify` somebody to tell." },
  judge: (subject) => subject.index.ofType(...ALARMS).flatMap((alarm) => verdictOf(subject, alarm)),
});

function verdictOf({ index }: Subject, alarm: PlannedResource): readonly Verdict[] {
  const { urn, name, inputs } = alarm;
  // Part of another alarm, a health check or a deployment: those act on it.
  const used = isPart(index, alarm);
  const actions = ["alarmActions", "okActions", "insufficientDataActions"].some((each) => isSet(inputs[each]));
  if (used || (isUnknown(inputs.actionsEnabled) && actions)) return [];
  if (flag(inputs.actionsEnabled) === false) {
    return [
      { outcome: "violation", urn, message: `${name} does nothing when it sounds: \`actionsEnabled\` is false.` },
    ];
  }
  if (isUnknown(inputs.alarmActions) || list(inputs.alarmActions).length > 0) return [];
  return [{ outcome: "violation", urn, message: `${name} does nothing when it sounds: it has no \`alarmActions\`.` }];
}

const USERS: readonly (readonly [type: string, property: string])[] = [
  ["cloudwatch/CompositeAlarm", "alarmRule"],
  ["route53/HealthCheck", "cloudwatchAlarmName"],
  ["ecs/Service", "alarms"],
  ["codedeploy/DeploymentGroup", "alarmConfiguration"],
  ["autoscaling/Group", "instanceRefresh"],
];

function isPart(index: Subject["index"], alarm: PlannedResource): boolean {
  return USERS.some(([type, property]) => index.referring(alarm, type, property).length > 0);
}
