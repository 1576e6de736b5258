import type { Urn } from "../../../model/plan";
import type { findFlows } from "../../../model/topology/flows";
import type { Tier } from "../../../model/topology/topology";
import { isSet } from "../../each-resource";
import type { Subject } from "../../subject";

const ALARM = "cloudwatch/MetricAlarm";

export const BY_NAME = [
  "ecs/Service",
  "autoscaling/Group",
  "rds/Instance",
  "rds/Cluster",
  "elasticache/ReplicationGroup",
  "sqs/Queue",
];

export function flowOf(flows: ReturnType<typeof findFlows>, tier: Tier): string {
  return flows.find((flow) => flow.tiers.includes(tier))?.name ?? "";
}

/** Whatever alarms name, with what stands for it: a target group's load balancer, a task's service. */
export function watchedBy({ index }: Subject): ReadonlySet<Urn> {
  const named = index
    .ofType(ALARM)
    .flatMap((alarm) =>
      ["dimensions", "metricQueries"]
        .filter((property) => isSet(alarm.inputs[property]))
        .flatMap((property) => [
          ...(alarm.propertyDependencies[property] ?? []),
          ...index.referred(alarm, property, ...BY_NAME).map(({ urn }) => urn),
        ]),
    );
  return new Set(named);
}
