import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A condition that somebody should hear of, as the component that knows the metric describes it. */
export interface Alarm {
  /** Short and unique within the component: `cpu`, `5xx`. */
  readonly name: string;
  /** What it means and what to look at first. */
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  /** Sounds when the statistic is above or below this for the whole time. */
  readonly when: { readonly above: number } | { readonly below: number };
  /**
   * Minutes that the condition must hold.
   * @default 5
   */
  readonly minutes?: number;
  /**
   * What silence means: nothing bad (`notBreaching`), or that whoever reports is gone (`breaching`).
   * @default "notBreaching"
   */
  readonly silence?: "notBreaching" | "breaching";
}

/** Something that knows which of its metrics deserve an alarm. */
export interface Watched {
  /** Unique among all that is watched: alarms are named after it. */
  readonly watchName: string;
  alarms(): readonly Alarm[];
}

const SECONDS_PER_MINUTE = 60;

/** The arguments of the alarm's resource, apart from whom it tells. */
export function alarmArgs(alarm: Alarm): aws.cloudwatch.MetricAlarmArgs {
  const {
    description,
    namespace,
    metricName,
    dimensions,
    statistic,
    when,
    minutes = 5,
    silence = "notBreaching",
  } = alarm;
  const isAbove = "above" in when;
  return {
    alarmDescription: description,
    namespace,
    metricName,
    dimensions,
    statistic,
    comparisonOperator: isAbove ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold: isAbove ? when.above : when.below,
    period: SECONDS_PER_MINUTE,
    evaluationPeriods: minutes,
    treatMissingData: silence,
  };
}
