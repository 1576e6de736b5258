import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { type Order, orderFaults } from "./faults/bounds-are-in-order";

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
