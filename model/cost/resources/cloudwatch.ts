import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, type Component, counted, fixed, onlyInfracost } from "../charge";
import type { Pricer } from "../context";

/** A log group: ingestion, storage after compression, and what Insights queries scan. */
export const logGroup: Pricer = (_resource, { usage }) => [
  byUsage("Data ingested", "cloudwatch.logs.ingestion", usage.number("monthly_data_ingested_gb"), "GB"),
  byUsage("Archival Storage", "cloudwatch.logs.storage", usage.number("storage_gb"), "GB"),
  byUsage("Insights queries data scanned", "cloudwatch.logs.insights", usage.number("monthly_data_scanned_gb"), "GB"),
];

const ANOMALY_OPERATORS = [
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
/** Metrics that an anomaly alarm watches: the value and the two edges of its band. */
const ANOMALY_METRICS = 3;
/** Seconds; a shorter period makes a high-resolution alarm. */
const STANDARD_PERIOD = 60;

function resolutionCharge(high: boolean, anomaly: boolean, metrics: number): Component {
  const key = high ? "cloudwatch.alarm.high_resolution" : "cloudwatch.alarm.standard";
  const resolution = high ? "High resolution" : "Standard resolution";
  return anomaly
    ? fixed(`${resolution} anomaly detection`, key, metrics * ANOMALY_METRICS, "alarms")
    : fixed(resolution, key, metrics, "alarm metrics");
}

/** An alarm, by the metrics it reads. */
export const metricAlarm: Pricer = (resource) =>
  part(() => {
    const alarm = new Arguments(resource.inputs);
    const queried = alarm
      .records("metricQueries")
      .filter((query) => query.has("metric"))
      .map((query) => query.record("metric"));
    const simple = alarm.records("metricQueries").length === 0;
    const metrics = simple ? 1 : queried.length;
    const period = simple ? alarm.number("period") : queried.map((metric) => metric.number("period"))[0];
    const anomaly = ANOMALY_OPERATORS.includes(alarm.text("comparisonOperator") ?? "");
    const charge = resolutionCharge((period ?? STANDARD_PERIOD) < STANDARD_PERIOD, anomaly, metrics);
    if (period !== undefined) return [charge];
    // Without a period of its own, infracost takes the alarm for one of high resolution.
    return [...beyondInfracost([charge]), ...onlyInfracost([resolutionCharge(true, anomaly, metrics)])];
  });

/** An alarm on other alarms, which are billed themselves. */
export const compositeAlarm: Pricer = () => [
  fixed("Composite", "cloudwatch.alarm.composite", 1, "alarms", { beyondInfracost: true }),
];

/** A custom dashboard, by the month (the first three of an account are free). */
export const dashboard: Pricer = () => [fixed("Dashboard", "cloudwatch.dashboard", 1, "months")];

/** A metric filter publishes a custom metric; one series, where it has no dimensions. */
export const logMetricFilter: Pricer = (resource) =>
  part(() => {
    const filter = new Arguments(resource.inputs);
    const dimensions = filter.record("metricTransformation").has("dimensions");
    return [byUsage("Custom metric", "cloudwatch.metric", dimensions ? null : 1, "metrics", { beyondInfracost: true })];
  });

/** An event bus: by event published, archived or discovered. */
export const eventBus: Pricer = (_resource, { usage }) => [
  counted(
    "Custom events published",
    "eventbridge.custom_events",
    usage.number("monthly_custom_events"),
    1e6,
    "1M events",
  ),
  counted(
    "Third-party events published",
    "eventbridge.partner_events",
    usage.number("monthly_third_party_events"),
    1e6,
    "1M events",
  ),
  byUsage("Archive processing", "eventbridge.archive_processing", usage.number("monthly_archive_processing_gb"), "GB"),
  byUsage("Archive storage", "eventbridge.archive_storage", usage.number("archive_storage_gb"), "GB"),
  counted(
    "Schema discovery",
    "eventbridge.schema_discovery",
    usage.number("monthly_schema_discovery_events"),
    1e6,
    "1M events",
  ),
];
