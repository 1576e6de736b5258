import { findFlows } from "../../model/topology/flows";
import type { TierKind } from "../../model/topology/topology";
import { rule } from "../rule";
import { BY_NAME, flowOf, watchedBy } from "./faults/tiers-have-alarms";

/** Kinds of tiers of which users notice the trouble; what AWS runs without a capacity of its own is left out. */
const WATCHED: ReadonlySet<TierKind> = new Set(["load-balancer", "service", "database", "cache", "queue"]);

/** Without an alarm the first to learn of an outage are the users. */
export const tiersHaveAlarms = rule({
  name: "tiers-have-alarms",
  displayName: "Tiers have alarms",
  description:
    "Each load balancer, service, database, cache and queue that users' requests need must be watched by an alarm.",
  severity: "medium",
  kind: "detection",
  tags: ["operations"],
  remediationSteps:
    "Add an `aws.cloudwatch.MetricAlarm` of which `dimensions` name the resource: errors of a load balancer, CPU of a " +
    "service, free storage of a database, age of a queue's oldest message.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
  about: ["lb/LoadBalancer", ...BY_NAME],
  inComponents: Object.fromEntries(
    ["network:LoadBalancer", "compute:Service", "compute:Fleet", "data:Database", "data:Cache", "messaging:Queue"].map(
      (type) => [`zero-to-millions:${type}`, "list it in what the stack's Observability watches."],
    ),
  ),
  judge: (subject) => {
    const flows = findFlows(subject.topology);
    const needed = new Set(flows.flatMap((flow) => flow.tiers));
    const watched = watchedBy(subject);
    return [...needed]
      .filter((tier) => WATCHED.has(tier.kind) && !tier.parts.some((part) => watched.has(part)))
      .map((tier) => ({
        outcome: "violation" as const,
        urn: tier.urn,
        message: `No alarm watches ${tier.name}, which "${flowOf(flows, tier)}" needs: users are the first to learn of its trouble.`,
        flow: flowOf(flows, tier),
      }));
  },
});
