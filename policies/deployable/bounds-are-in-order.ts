import type { PlannedResource } from "../../model/plan";
import { list, number, record, type Value } from "../../model/value";
import { type Faults, faultsOf, isDeployed } from "../each-resource";
import { rule } from "../rule";

/** Arguments of which each is at most the next, and the block that they stand in. */
interface Order {
  readonly type: string;
  readonly block?: string;
  readonly ascending: readonly string[];
}

/**
 * Orders that AWS insists on (API documentation in botocore 1.44.8, November 2026): scaling between a floor and a ceiling,
 * times to live, storage that grows, health checks that end before the next one.
 */
const ORDERS: readonly Order[] = [
  { type: "autoscaling/Group", ascending: ["minSize", "desiredCapacity", "maxSize"] },
  { type: "appautoscaling/Target", ascending: ["minCapacity", "maxCapacity"] },
  { type: "rds/Cluster", block: "serverlessv2ScalingConfiguration", ascending: ["minCapacity", "maxCapacity"] },
  { type: "rds/Cluster", block: "scalingConfiguration", ascending: ["minCapacity", "maxCapacity"] },
  { type: "cloudfront/CachePolicy", ascending: ["minTtl", "defaultTtl", "maxTtl"] },
  { type: "cloudfront/Distribution", block: "defaultCacheBehavior", ascending: ["minTtl", "defaultTtl", "maxTtl"] },
  { type: "cloudfront/Distribution", block: "orderedCacheBehaviors", ascending: ["minTtl", "defaultTtl", "maxTtl"] },
  { type: "lb/TargetGroup", block: "healthCheck", ascending: ["timeout", "interval"] },
  { type: "cloudwatch/MetricAlarm", ascending: ["datapointsToAlarm", "evaluationPeriods"] },
  { type: "ecs/Service", ascending: ["deploymentMinimumHealthyPercent", "deploymentMaximumPercent"] },
];

const TYPES = [...new Set(ORDERS.map(({ type }) => type))];

/** A floor above its ceiling is refused. */
export const boundsAreInOrder = rule({
  name: "bounds-are-in-order",
  displayName: "Bounds are in order",
  description: "A minimum must not be above its maximum, nor what lies between them outside.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable"],
  remediationSteps: "Put the arguments that the finding names in order: minimum, desired or default, maximum.",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
  about: TYPES,
  judge: (subject) =>
    ORDERS.flatMap((order) => faultsOf(subject, [order.type], (resource) => orderFaults(resource, order))),
});

function orderFaults(resource: PlannedResource, { block, ascending }: Order): Faults {
  // Of a group that is there, autoscaling has its own wish, which is no argument.
  const compared = ascending.filter((name) => name !== "desiredCapacity" || !isDeployed(resource));
  return blocksOf(resource.inputs, block).flatMap((values) => {
    const known = compared
      .map((name) => ({ name, value: number(values[name]) }))
      .filter((each): each is { name: string; value: number } => each.value !== undefined);
    return known.slice(1).map((high, i) => {
      const low = known[i];
      const where = block === undefined ? "" : ` in \`${block}\``;
      return (
        low &&
        low.value > high.value &&
        `has \`${low.name}: ${low.value}\` above \`${high.name}: ${high.value}\`${where}`
      );
    });
  });
}

function blocksOf(
  inputs: PlannedResource["inputs"],
  block: string | undefined,
): readonly { readonly [key: string]: Value }[] {
  if (block === undefined) return [inputs];
  const value = inputs[block];
  return list(value).length > 0 ? list(value).map(record) : [record(value)];
}
