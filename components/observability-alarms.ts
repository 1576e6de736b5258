import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AnyAlarm, alarmArgs, type CombinedAlarm, Severity, type SingleAlarm, type Watched } from "./alarm";
import type { Topics } from "./observability-topics";
import { type Tags, tagged } from "./tags";

/** What all alarms of a stack share. */
export interface AlarmContext {
  /** Where docs/runbooks/alarms.md can be read. */
  readonly runbook: string;
  readonly tags: Tags | undefined;
  readonly parent: pulumi.Resource;
  /** Alarms tell topics of their own region only; undefined is the provider's. */
  topicsIn(region: string | undefined): Topics;
}

/** An alarm that tells somebody. */
export interface MadeAlarm {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** Makes the alarm of a condition, named after what is watched. */
export function makeAlarm(context: AlarmContext, watched: Watched, alarm: AnyAlarm): MadeAlarm {
  if ("anyOf" in alarm) {
    return combined(context, watched, alarm);
  }
  const actions = context.topicsIn(alarm.region).actionsOf(alarm.severity ?? Severity.Notify);
  return single(context, watched, alarm, { alarmActions: actions, okActions: actions });
}

function single(
  context: AlarmContext,
  watched: Watched,
  alarm: SingleAlarm,
  tells: Pick<aws.cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions">,
): aws.cloudwatch.MetricAlarm {
  const alarmName = `${watched.watchName}-${alarm.name}`;
  return new aws.cloudwatch.MetricAlarm(
    alarmName,
    { ...said(context, alarmName, alarm), ...alarmArgs(alarm), ...tells },
    { parent: context.parent },
  );
}

function combined(context: AlarmContext, watched: Watched, alarm: CombinedAlarm): MadeAlarm {
  const groups = alarm.anyOf.map((group) => group.map((part) => single(context, watched, part, {}).name));
  const alarmName = `${watched.watchName}-${alarm.name}`;
  const actions = context.topicsIn(undefined).actionsOf(alarm.severity ?? Severity.Notify);
  const made = new aws.cloudwatch.CompositeAlarm(
    alarmName,
    {
      ...said(context, alarmName, alarm),
      // No name is made up for these, and it is unique in an account's region.
      alarmName: `${pulumi.getProject()}-${pulumi.getStack()}-${alarmName}`,
      alarmRule: pulumi.all(groups).apply(ruleOf),
      alarmActions: actions,
      okActions: actions,
    },
    { parent: context.parent },
  );
  return { name: made.alarmName, arn: made.arn };
}

function ruleOf(groups: readonly (readonly string[])[]): string {
  return groups.map((names) => `(${names.map((name) => `ALARM("${name}")`).join(" AND ")})`).join(" OR ");
}

/** What people read when it sounds. */
function said({ runbook, tags }: AlarmContext, alarmName: string, alarm: AnyAlarm) {
  return {
    alarmDescription: `${alarm.description} Runbook: ${runbook}#${alarm.runbook}`,
    tags: { ...tagged(alarmName, tags), Severity: alarm.severity ?? Severity.Notify },
  };
}
