import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Chart, Metric, Watched } from "./alarm";

/** Answers that take longer are slow. */
const SLOW_MS = 1_000;
const MANY_ERRORS = 25;
const MINUTES = 5;

/** What the app asks itself all the time, which is nobody's waiting. */
const NO_HEALTH_CHECK = '($.path != "/healthz") && ($.path != "/readyz")';

/**
 * What is counted in the JSON lines that the app writes: `level` by name, and for each answer `status` and `milliseconds`.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
const FILTERS = {
  errors: { pattern: '{ ($.level = "error") || ($.level = "fatal") || ($.status >= 500) }', value: "1", empty: "0" },
  slow: { pattern: `{ ($.milliseconds > ${SLOW_MS}) && ${NO_HEALTH_CHECK} }`, value: "1", empty: "0" },
  // No value for lines that are no answers: it would count as a quick one.
  milliseconds: {
    pattern: `{ ($.milliseconds >= 0) && ${NO_HEALTH_CHECK} }`,
    value: "$.milliseconds",
    empty: undefined,
  },
} as const;
type FilterName = keyof typeof FILTERS;

/** What the app's log says of something that is watched, as something to watch too. */
export function watchedLog({ watchName, appLog }: Watched): Watched | undefined {
  if (appLog === undefined) {
    return undefined;
  }
  return {
    watchName: `${watchName}-log`,
    alarms: () => logAlarms(watchName),
    charts: () => [slowRequests(watchName)],
  };
}

/** The metrics of a log: three of one's own, each billed by the month. */
export function logMetrics({ watchName, appLog }: Watched, parent: pulumi.Resource): void {
  if (appLog === undefined) {
    return;
  }
  for (const [name, { pattern, value, empty }] of Object.entries(FILTERS)) {
    new aws.cloudwatch.LogMetricFilter(
      `${watchName}-${name}`,
      {
        logGroupName: appLog,
        pattern,
        metricTransformation: {
          namespace: namespace(),
          name: `${watchName}-${name}`,
          value,
          ...(empty === undefined ? {} : { defaultValue: empty }),
        },
      },
      { parent },
    );
  }
}

function logAlarms(watchName: string): readonly Alarm[] {
  return [
    {
      ...metric(watchName, "errors", "Sum"),
      name: "errors",
      runbook: "log-errors",
      when: { above: MANY_ERRORS },
      minutes: MINUTES,
      periodMinutes: MINUTES,
      description: "The app writes errors. Look for level error in its log, then at the newest release.",
    },
    {
      ...metric(watchName, "milliseconds", "p99"),
      name: "slow",
      runbook: "log-slow",
      when: { above: SLOW_MS },
      minutes: MINUTES,
      description: "One request in a hundred takes more than a second. Look for large milliseconds in its log.",
    },
  ];
}

function slowRequests(watchName: string): Chart {
  return { title: "Slow requests", metrics: [metric(watchName, "slow", "Sum")] };
}

function metric(watchName: string, filter: FilterName, statistic: Metric["statistic"]): Metric {
  return { namespace: namespace(), metricName: `${watchName}-${filter}`, dimensions: {}, statistic };
}

/** Apart from those of other stacks in the account. */
function namespace(): string {
  return `${pulumi.getProject()}/${pulumi.getStack()}`;
}
