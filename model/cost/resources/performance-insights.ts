import type { Arguments } from "../arguments";
import { type Component, counted, gap, rarelyUsed } from "../charge";
import type { Usage } from "../usage";

/** Days of history that Performance Insights keeps free of charge. https://aws.amazon.com/rds/performance-insights/pricing/ */
const FREE_RETENTION_DAYS = 7;

/** Performance Insights is free for a week of history and a million calls; longer histories are billed by vCPU. */
export function performanceInsights(own: Arguments, usage: Usage): readonly Component[] {
  if (own.flag("performanceInsightsEnabled") !== true) return [];
  const retention = own.number("performanceInsightsRetentionPeriod") ?? FREE_RETENTION_DAYS;
  const requests = usage.number("monthly_additional_performance_insights_requests");
  const calls = counted("Performance Insights API", "rds.performance_insights.api", requests, 1000, "1000 requests");
  return [
    ...(retention > FREE_RETENTION_DAYS
      ? [gap("the price of Performance Insights kept for more than 7 days is not in the price table")]
      : []),
    ...(requests?.eq(0) === true ? [] : [rarelyUsed(calls)]),
  ];
}
