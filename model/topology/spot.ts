import type { PlannedResource } from "../plan";
import { list, number, type PropertyMap, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { PlanIndex } from "./plan-index";

const SPOT = /SPOT$/;

/**
 * Of a service's tasks, those that are always there: AWS takes Spot capacity back whenever it needs it, and several at
 * once. A strategy starts its bases first and shares the rest out by weight.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export function lastingTasks(builder: TopologyBuilder, service: PlannedResource, count: number): number {
  const strategy = capacityStrategy(builder, service);
  const spot = strategy.filter((each) => SPOT.test(text(each.capacityProvider) ?? ""));
  if (spot.length === 0) return count;
  const sum = (items: readonly PropertyMap[], key: string) =>
    items.reduce((total, each) => total + (number(each[key]) ?? 0), 0);
  const others = strategy.filter((each) => !spot.includes(each));
  const rest = Math.max(0, count - sum(strategy, "base"));
  const weights = sum(strategy, "weight");
  const shared = weights === 0 ? 0 : Math.floor((rest * sum(others, "weight")) / weights);
  return Math.min(count, sum(others, "base") + shared);
}

/** The service's own strategy, or that of its cluster where it says nothing. */
export function capacityStrategy({ index }: TopologyBuilder, service: PlannedResource): readonly PropertyMap[] {
  const own = list(service.inputs.capacityProviderStrategies).map(record);
  if (own.length > 0 || service.inputs.launchType !== undefined) return own;
  const cluster = index.one(service, "cluster", "ecs/Cluster");
  const providers = cluster && index.referring(cluster, "ecs/ClusterCapacityProviders", "clusterName")[0];
  return list(providers?.inputs.defaultCapacityProviderStrategies).map(record);
}

/**
 * Of a group's instances, those that are not Spot: the base, and a share of what is above it. AWS takes Spot instances
 * back with two minutes' notice. https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html
 */
export function lastingInstances(index: PlanIndex, group: PlannedResource, count: number): number {
  const { inputs } = group;
  if (inputs.mixedInstancesPolicy === undefined) return isSpotAlone(index, group) ? 0 : count;
  const distribution = record(record(inputs.mixedInstancesPolicy).instancesDistribution);
  const base = number(distribution.onDemandBaseCapacity) ?? 0;
  const share = (number(distribution.onDemandPercentageAboveBaseCapacity) ?? 100) / 100;
  return Math.min(count, base + Math.floor(Math.max(0, count - base) * share));
}

/** Whether the template itself asks for Spot. */
function isSpotAlone(index: PlanIndex, group: PlannedResource): boolean {
  const asks = index
    .referred(group, "launchTemplate", "ec2/LaunchTemplate")
    .some((each) => text(record(each.inputs.instanceMarketOptions).marketType) === "spot");
  const bids = index
    .referred(group, "launchConfiguration", "ec2/LaunchConfiguration")
    .some((each) => each.inputs.spotPrice !== undefined);
  return asks || bids;
}
