import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Whom an alarm wakes. */
export const Severity = {
  /** Users are harmed now: somebody is woken. */
  Page: "page",
  /** Users will be harmed if nobody looks within a day: an e-mail. */
  Notify: "notify",
} as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** A figure that CloudWatch keeps. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** How the values of a period become one: `p99` is the value that 99 % of them do not exceed. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | `p${number}`;
}

/** What every alarm says, whatever it looks at. */
interface Condition {
  /** Short and unique within the component: `cpu`, `5xx`. */
  readonly name: string;
  /** What it means and what to look at first. */
  readonly description: string;
  /** Heading in docs/runbooks/alarms.md: `database-cpu`. */
  readonly runbook: string;
  /** Sounds when the value is above or below this for the whole time. */
  readonly when: { readonly above: number } | { readonly below: number };
  /**
   * Minutes that the condition must hold.
   * @default 5
   */
  readonly minutes?: number;
  /**
   * Minutes to look for that many bad ones in, `minutes` or more: figures may come late.
   * @default - `minutes`, all of them bad
   */
  readonly withinMinutes?: number;
  /**
   * Minutes that are looked at as one value; `minutes` is a multiple of it.
   * @default 1
   */
  readonly periodMinutes?: number;
  /**
   * What silence means: nothing bad (`notBreaching`), that whoever reports is gone (`breaching`), or nothing new
   * (`ignore`: the alarm stays as it is).
   * @default "notBreaching"
   */
  readonly silence?: "notBreaching" | "breaching" | "ignore";
  /** @default Severity.Notify */
  readonly severity?: Severity;
  /**
   * Where the metric is kept, for services that keep theirs in one region.
   * @default - the provider's region
   */
  readonly region?: string;
}

/** A condition on one metric, as the component that knows it describes it. */
export interface Alarm extends Condition, Metric {}

/** A condition on what is computed from several metrics. */
export interface MathAlarm extends Condition {
  /** By the name that the expression calls them. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
  readonly expression: string;
  /** What the value is, in charts. */
  readonly label: string;
}

/** Sounds while, in any of some groups, all alarms do. These tell nobody themselves. */
export interface CombinedAlarm extends Pick<Condition, "name" | "description" | "runbook" | "severity"> {
  readonly anyOf: readonly (readonly SingleAlarm[])[];
}

/** An alarm on figures, as opposed to one on other alarms. */
export type SingleAlarm = Alarm | MathAlarm;
/** An alarm of any kind. */
export type AnyAlarm = SingleAlarm | CombinedAlarm;

/** A figure worth seeing that no alarm is about. */
export interface Chart {
  readonly title: string;
  /**
   * Where the metrics are kept.
   * @default - the provider's region
   */
  readonly region?: string;
  readonly metrics: readonly Metric[];
}

/** Something that knows which of its metrics deserve an alarm. */
export interface Watched {
  /** Unique among all that is watched: alarms are named after it. */
  readonly watchName: string;
  /** Log group that the app writes its JSON lines to; errors and slow requests are counted there. */
  readonly appLog?: pulumi.Output<string>;
  /** The alarms that it deserves, each with the runbook's section about it. */
  alarms(): readonly AnyAlarm[];
  /** Beside those of its alarms. */
  charts?(): readonly Chart[];
}

export const SECONDS_PER_MINUTE = 60;

/** The arguments of an alarm's resource, apart from whom it tells and what it says. */
export function alarmArgs(alarm: SingleAlarm): aws.cloudwatch.MetricAlarmArgs {
  const { when, minutes = 5, withinMinutes = minutes, periodMinutes = 1, silence = "notBreaching", region } = alarm;
  const isAbove = "above" in when;
  return {
    ...("expression" in alarm ? computed(alarm, periodMinutes) : measured(alarm, periodMinutes)),
    comparisonOperator: isAbove ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold: isAbove ? when.above : when.below,
    evaluationPeriods: withinMinutes / periodMinutes,
    ...(withinMinutes === minutes ? {} : { datapointsToAlarm: minutes / periodMinutes }),
    treatMissingData: silence,
    ...(region === undefined ? {} : { region }),
  };
}

function measured(alarm: Alarm, periodMinutes: number): aws.cloudwatch.MetricAlarmArgs {
  const { namespace, metricName, dimensions, statistic } = alarm;
  return {
    namespace,
    metricName,
    dimensions,
    period: periodMinutes * SECONDS_PER_MINUTE,
    ...(isPercentile(statistic)
      ? // A handful of requests has no 99th percentile worth waking anybody for.
        { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
      : { statistic }),
  };
}

function computed({ metrics, expression, label }: MathAlarm, periodMinutes: number): aws.cloudwatch.MetricAlarmArgs {
  const read = Object.entries(metrics).map(([id, { namespace, metricName, dimensions, statistic }]) => ({
    id,
    metric: { namespace, metricName, dimensions, stat: statistic, period: periodMinutes * SECONDS_PER_MINUTE },
    returnData: false,
  }));
  return { metricQueries: [...read, { id: "result", expression, label, returnData: true }] };
}

function isPercentile(statistic: Metric["statistic"]): boolean {
  return /^p\d/.test(statistic);
}
