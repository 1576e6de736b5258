import { Arguments, part } from "../arguments";
import { type Component, counted, rarelyUsed } from "../charge";
import type { Pricer } from "../context";

/** A trail: the first copy of management events is free; further copies, data and insight events are billed. */
export const cloudtrail: Pricer = (resource, { usage }) =>
  part(() => {
    const trail = new Arguments(resource.inputs);
    const events = (item: string, key: string, count: string): Component =>
      counted(item, `cloudtrail.${key}`, usage.number(count), 1e5, "100k events");
    const additional = counted(
      "Management events (additional copies)",
      "cloudtrail.management_events.additional",
      usage.number("monthly_additional_management_events"),
      1e5,
      "100k events",
    );
    const copies = trail.flag("includeGlobalServiceEvents") !== false || additional.quantity !== null;
    const insights = trail.records("insightSelectors").length > 0 || usage.number("monthly_insight_events") !== null;
    return [
      ...(copies ? [rarelyUsed(additional)] : []),
      events("Data events", "data_events", "monthly_data_events"),
      ...(insights ? [events("Insight events", "insight_events", "monthly_insight_events")] : []),
    ];
  });
