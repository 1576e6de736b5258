import type { Arguments } from "../arguments";
import { type Component, counted, fixed, rarelyUsed } from "../charge";
import type { Usage } from "../usage";
import { vcpusOf } from "./vcpus";

/** Days of history that Performance Insights keeps free of charge. https://aws.amazon.com/rds/performance-insights/pricing/ */
const FREE_RETENTION_DAYS = 7;

/** Performance Insights is free for a week of history and a million calls; longer histories are billed by vCPU. */
export function performanceInsights(own: Arguments, instanceClass: string, usage: Usage): readonly Component[] {
  if (own.flag("performanceInsightsEnabled") !== true) return [];
  const retention = own.number("performanceInsightsRetentionPeriod") ?? FREE_RETENTION_DAYS;
  const requests = usage.number("monthly_additional_performance_insights_requests");
  const calls = counted("Performance Insights API", "rds.performance_insights.api", requests, 1000, "1000 requests");
  return [
    ...(retention > FREE_RETENTION_DAYS ? [longTermRetention(instanceClass, usage)] : []),
    ...(requests?.eq(0) === true ? [] : [rarelyUsed(calls)]),
  ];
}

function longTermRetention(instanceClass: string, usage: Usage): Component {
  const item = "Performance Insights Long Term Retention";
  if (instanceClass === "db.serverless") {
    const units = usage.number("capacity_units_per_hr") ?? 0;
    return fixed(`${item} (serverless)`, "rds.performance_insights.retention_serverless", units, "ACUs");
  }
  const vcpus = vcpusOf(instanceClass) ?? 0;
  return fixed(`${item} (${instanceClass})`, "rds.performance_insights.retention", vcpus, "vCPU-month");
}
