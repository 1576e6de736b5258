import type * as pulumi from "@pulumi/pulumi";
import { type AnyAlarm, type CombinedAlarm, type MathAlarm, type Metric, Severity } from "./alarm";

/** Percent of requests that a minute must answer well. */
const GOOD_PERCENT = 95;
/** Percent of requests that may fail over 30 days: an objective of 99.9 %. */
const BUDGET_PERCENT = 0.1;
const MINUTES_PER_HOUR = 60;

/**
 * How many times faster than the objective allows requests fail, over a long window, and over a short one that tells
 * whether they still do. The SRE Workbook's figures: 14.4 spends 2 % of a month's budget in an hour, 6 spends 5 % in six
 * hours, 3 spends 10 % in a day. Its slowest rate, 1 over three days, does not fit into one period of CloudWatch, which is
 * a day at most (sre.google/workbook/alerting-on-slos, read 2026-11-21).
 */
const BURNS = {
  fast: { rate: 14.4, longMinutes: MINUTES_PER_HOUR, shortMinutes: 5 },
  steady: { rate: 6, longMinutes: 6 * MINUTES_PER_HOUR, shortMinutes: 30 },
  slow: { rate: 3, longMinutes: 24 * MINUTES_PER_HOUR, shortMinutes: 2 * MINUTES_PER_HOUR },
} as const;

/**
 * A load balancer counts as requests only those that it found a target for, and reports no figure that is zero: what it
 * refused is added, and what is missing is none. Nobody asking is nobody failed.
 * docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const TOTAL = "FILL(requests, 0) + FILL(refused, 0)";
const FAILED_PERCENT = `100 * (FILL(failed, 0) + FILL(refused, 0)) / IF(${TOTAL} > 0, ${TOTAL}, 1)`;

/** Alarms on what users see of an application load balancer: how many of their requests are answered well. */
export function availabilityAlarms(LoadBalancer: pulumi.Input<string>): readonly AnyAlarm[] {
  const count = (metricName: string): Metric => ({
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: { LoadBalancer },
    statistic: "Sum",
  });
  const metrics = {
    requests: count("RequestCount"),
    failed: count("HTTPCode_Target_5XX_Count"),
    refused: count("HTTPCode_ELB_5XX_Count"),
  };
  const fast = windows(metrics, BURNS.fast);
  const steady = windows(metrics, BURNS.steady);
  const slow = windows(metrics, BURNS.slow);
  const burn = { runbook: "availability-burn" };
  const soon: CombinedAlarm = {
    ...burn,
    name: "burn",
    severity: Severity.Page,
    anyOf: [fast, steady],
    description: "Requests fail so fast that 99.9 % cannot be kept this month. Look at the newest release first.",
  };
  const later: CombinedAlarm = {
    ...burn,
    name: "burn-slow",
    anyOf: [slow],
    description:
      "A few requests fail all day: three times more than 99.9 % allows. Look at the errors in the app's log.",
  };
  const now: MathAlarm = {
    name: "availability",
    runbook: "availability",
    severity: Severity.Page,
    metrics,
    expression: `100 - ${FAILED_PERCENT}`,
    label: "Percent of requests answered well",
    when: { below: GOOD_PERCENT },
    minutes: 1,
    // The newest minute's figures may not be there yet and would count as nobody asking.
    withinMinutes: 3,
    description: "More than one request in twenty fails. Look at the newest release, then at the database.",
  };
  return [now, soon, later];
}

function windows(metrics: MathAlarm["metrics"], { rate, longMinutes, shortMinutes }: Burn): readonly MathAlarm[] {
  return [longMinutes, shortMinutes].map((minutes) => ({
    name: `burn-${minutes}m`,
    runbook: "availability-burn",
    metrics,
    expression: FAILED_PERCENT,
    label: "Percent of requests that fail",
    when: { above: rate * BUDGET_PERCENT },
    minutes,
    periodMinutes: minutes,
    description: `Requests fail ${rate} times faster than 99.9 % allows, over ${minutes} minutes.`,
  }));
}

type Burn = (typeof BURNS)[keyof typeof BURNS];
