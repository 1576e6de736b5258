import { findFlows } from "../../model/topology/flows";
import type { Tier, TierKind, Topology } from "../../model/topology/topology";
import { rule } from "../rule";
import { BY_NAME, flowOf, watchedBy } from "./faults/tiers-have-alarms";

/** Kinds of tiers of which users notice the trouble; what AWS runs without a capacity of its own is left out. */
const WATCHED: ReadonlySet<TierKind> = new Set(["load-balancer", "service", "database", "cache", "queue"]);

/** Without an alarm the first to learn of an outage are the users. */
export const tiersHaveAlarms = rule({
  name: "tiers-have-alarms",
  displayName: "Tiers have alarms",
  description:
    "Each load balancer, service, database, cache and queue that users' requests need, and each copy of a database in " +
    "another region, must be watched by an alarm.",
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
    const unwatched = (tier: Tier) => !tier.parts.some((part) => watched.has(part));
    const distant = [...subject.topology.tiers.values()].filter((tier) => isDistantCopy(subject.topology, tier));
    const copies = distant.filter(unwatched).map(({ urn, name }) => ({
      outcome: "violation" as const,
      urn,
      message: `No alarm watches ${name}, a copy for the loss of a region: nobody learns that it no longer follows.`,
    }));
    const others = [...needed]
      .filter((tier) => WATCHED.has(tier.kind) && unwatched(tier))
      .map((tier) => ({
        outcome: "violation" as const,
        urn: tier.urn,
        message: `No alarm watches ${tier.name}, which "${flowOf(flows, tier)}" needs: users are the first to learn of its trouble.`,
        flow: flowOf(flows, tier),
      }));
    return [...others, ...copies];
  },
});

/** Whether it follows a database of another region. */
function isDistantCopy({ tiers }: Topology, { copyOf, region }: Tier): boolean {
  const origin = copyOf === null ? undefined : tiers.get(copyOf);
  return origin !== undefined && region !== null && origin.region !== null && origin.region !== region;
}
