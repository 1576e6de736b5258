import type { PlannedResource } from "../../model/plan";
import { list, number, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";

/** Seconds of a week: the longest time that an alarm may look back, and of a day where its periods are short. */
const WEEK = 604_800;
const DAY = 86_400;

/** CloudWatch refuses an alarm of which the arguments belong to two different kinds of alarm. */
export const alarmsCanBeMade = rule({
  name: "alarms-can-be-made",
  displayName: "Alarms can be made",
  description: "An alarm must watch either a metric or a calculation, over a period that CloudWatch has.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "operations"],
  remediationSteps:
    "Give either `metricName` with `namespace`, `period` and a statistic, or `metricQueries` of which one returns data; use " +
    "periods of 10, 20, 30 or whole minutes.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  about: ["cloudwatch/MetricAlarm"],
  judge: (subject) => faultsOf(subject, ["cloudwatch/MetricAlarm"], alarmFaults),
});

function alarmFaults({ inputs }: PlannedResource): Faults {
  const queries = list(inputs.metricQueries).map(record);
  const period = number(inputs.period);
  const lookBack = (period ?? 0) * (number(inputs.evaluationPeriods) ?? 0);
  const returning = queries.filter((query) => query.returnData === true).length;
  const actions = ["alarmActions", "okActions", "insufficientDataActions"];
  const known = queries.every((query) => query.returnData === undefined || typeof query.returnData === "boolean");
  return [
    period !== undefined &&
      ![10, 20, 30].includes(period) &&
      (period < 60 || period % 60 !== 0) &&
      `has \`period: ${period}\`, where CloudWatch takes 10, 20, 30 or whole minutes`,
    lookBack > WEEK &&
      `looks back ${lookBack} s (\`period\` × \`evaluationPeriods\`), where CloudWatch takes a week at most`,
    period !== undefined &&
      period < 3_600 &&
      lookBack > DAY &&
      `looks back ${lookBack} s in periods of less than an hour, where CloudWatch takes a day at most`,
    isSet(inputs.metricName) && queries.length > 0 && "has both `metricName` and `metricQueries`",
    !isSet(inputs.metricName) &&
      !isSet(inputs.metricQueries) &&
      "watches nothing: it has neither `metricName` nor `metricQueries`",
    isSet(inputs.statistic) && isSet(inputs.extendedStatistic) && "has both `statistic` and `extendedStatistic`",
    queries.length > 1 &&
      known &&
      returning !== 1 &&
      `has ${returning} of its \`metricQueries\` return data, where one must`,
    isSet(inputs.thresholdMetricId) &&
      isSet(inputs.threshold) &&
      !/Upper|Lower/.test(text(inputs.comparisonOperator) ?? "") &&
      "has both `threshold` and `thresholdMetricId`",
    ...actions.map((each) => list(inputs[each]).length > 5 && `has more than five \`${each}\``),
  ];
}
