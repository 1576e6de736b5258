import type * as pulumi from "@pulumi/pulumi";
import { type AnyAlarm, type Chart, type Metric, SECONDS_PER_MINUTE, type SingleAlarm } from "./alarm";

/** docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html, read 2026-11-21 */
export const DASHBOARD_LIMITS = { widgets: 500, alarmsOfWidget: 100 } as const;

const COLUMNS = 24;
const CHART = { width: 6, height: 5 };
const HEADING_HEIGHT = 1;
const STATUS = { perRow: 8, rowHeight: 1, frameHeight: 2 };

/** What a dashboard shows of one thing that is watched. */
export interface Section {
  readonly title: string;
  readonly alarms: readonly AnyAlarm[];
  /** Those that tell somebody. */
  readonly made: readonly { readonly arn: pulumi.Input<string> }[];
  readonly charts: readonly Chart[];
}

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
interface Widget {
  readonly type: "alarm" | "metric" | "text";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A chart with the lines that its alarms draw. */
interface Drawn {
  readonly title: string;
  readonly region: pulumi.Input<string>;
  readonly lines: readonly unknown[][];
  readonly limits: readonly { readonly label: string; readonly value: number }[];
}

/** The body of a dashboard: for each section a heading, how its alarms are, and a chart of each of its metrics. */
export function dashboardBody(
  sections: readonly Section[],
  region: pulumi.Input<string>,
): { readonly widgets: readonly Widget[] } {
  const widgets: Widget[] = [];
  let y = 0;
  for (const section of sections) {
    widgets.push({
      ...{ type: "text", x: 0, y, width: COLUMNS, height: HEADING_HEIGHT },
      properties: { markdown: `## ${section.title}` },
    });
    y += HEADING_HEIGHT;
    for (const alarms of inParts(
      section.made.map(({ arn }) => arn),
      DASHBOARD_LIMITS.alarmsOfWidget,
    )) {
      const height = STATUS.frameHeight + STATUS.rowHeight * Math.ceil(alarms.length / STATUS.perRow);
      widgets.push({
        ...{ type: "alarm", x: 0, y, width: COLUMNS, height },
        properties: { title: `${section.title}: alarms`, alarms },
      });
      y += height;
    }
    const drawn = chartsOf(section, region);
    const perRow = COLUMNS / CHART.width;
    widgets.push(...drawn.map((chart, index) => chartWidget(chart, index % perRow, y + CHART.height * row(index))));
    y += CHART.height * Math.ceil(drawn.length / perRow);
  }
  return { widgets };

  function row(index: number): number {
    return Math.floor(index / (COLUMNS / CHART.width));
  }
}

function chartWidget({ title, region, lines, limits }: Drawn, column: number, y: number): Widget {
  return {
    type: "metric",
    x: column * CHART.width,
    y,
    ...CHART,
    properties: {
      title,
      region,
      view: "timeSeries",
      stacked: false,
      metrics: lines,
      ...(limits.length > 0 ? { annotations: { horizontal: limits } } : {}),
    },
  };
}

/** Alarms on the same figure of several members share a chart. */
function chartsOf({ alarms, charts }: Section, region: pulumi.Input<string>): readonly Drawn[] {
  const groups = new Map<string, SingleAlarm[]>();
  for (const alarm of alarms.flatMap(singles)) {
    const key = "expression" in alarm ? alarm.label : `${alarm.namespace} ${alarm.metricName} ${alarm.statistic}`;
    groups.set(key, [...(groups.get(key) ?? []), alarm]);
  }
  return [
    ...charts.map(({ title, metrics, region: kept = region }) => ({
      title,
      region: kept,
      lines: metrics.map((metric) => line(metric, SECONDS_PER_MINUTE)),
      limits: [],
    })),
    ...[...groups.values()].map((group) => drawn(group, region)),
  ];
}

function singles(alarm: AnyAlarm): readonly SingleAlarm[] {
  return "anyOf" in alarm ? alarm.anyOf.flat() : [alarm];
}

function drawn(group: readonly SingleAlarm[], region: pulumi.Input<string>): Drawn {
  const [first] = group;
  const limits = group.map(({ when }) => ("above" in when ? when.above : when.below));
  return {
    title: first === undefined ? "" : "expression" in first ? first.label : first.metricName,
    region: first?.region ?? region,
    lines: group.flatMap(linesOf),
    limits: [...new Set(limits)].map((value) => ({ label: "Alarm", value })),
  };
}

function linesOf(alarm: SingleAlarm, index: number): readonly unknown[][] {
  const period = (alarm.periodMinutes ?? 1) * SECONDS_PER_MINUTE;
  if (!("expression" in alarm)) {
    return [line(alarm, period, { label: alarm.name })];
  }
  // Names of metrics are unique within a chart; several alarms call theirs the same.
  const ids = Object.keys(alarm.metrics);
  const renamed = ids.reduce(
    (text, id) => text.replace(new RegExp(`\\b${id}\\b`, "g"), `${id}${index}`),
    alarm.expression,
  );
  return [
    ...Object.entries(alarm.metrics).map(([id, metric]) =>
      line(metric, period, { id: `${id}${index}`, visible: false }),
    ),
    [{ id: `result${index}`, expression: renamed, label: alarm.name, period }],
  ];
}

function line(
  { namespace, metricName, dimensions, statistic }: Metric,
  period: number,
  options: Readonly<Record<string, unknown>> = {},
): unknown[] {
  const named = Object.entries(dimensions).flat();
  return [namespace, metricName, ...named, { stat: statistic, period, ...options }];
}

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));
}
