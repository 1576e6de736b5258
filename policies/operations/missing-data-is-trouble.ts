import type { PlannedResource } from "../../model/plan";
import { isUnknown, list, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";

/** Metrics that say that something is there; when it is gone, so are they. */
const ALIVE = new Set([
  "HealthyHostCount",
  "RunningTaskCount",
  "GroupInServiceInstances",
  "HealthCheckStatus",
  "HealthCheckPercentageHealthy",
  "EngineUptime",
  "ActiveReplicas",
]);

/** An alarm on "too few" that takes no data for good news is silent exactly when all are gone. */
export const missingDataIsTrouble = rule({
  name: "missing-data-is-trouble",
  displayName: "Missing data is trouble",
  description: "An alarm that watches whether something is there must sound when its metric stops.",
  severity: "medium",
  kind: "detection",
  tags: ["operations"],
  remediationSteps: 'Set `treatMissingData: "breaching"`, or `insufficientDataActions`.',
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
  about: ["cloudwatch/MetricAlarm"],
  judge: (subject) => faultsOf(subject, ["cloudwatch/MetricAlarm"], alarmFaults),
});

function alarmFaults({ inputs }: PlannedResource): Faults {
  const queries = list(inputs.metricQueries).map((query) => text(record(record(query).metric).metricName));
  const watched = [text(inputs.metricName), ...queries].find((name) => name !== undefined && ALIVE.has(name));
  const whenFew = text(inputs.comparisonOperator)?.startsWith("LessThan") === true;
  if (watched === undefined || !whenFew || isUnknown(inputs.treatMissingData)) return [];
  const treated = text(inputs.treatMissingData) || "missing";
  if (treated === "breaching" || (treated === "missing" && isSet(inputs.insufficientDataActions))) return [];
  return [`watches ${watched} and takes its absence as "${treated}": when nothing is left to count, it stays silent`];
}
