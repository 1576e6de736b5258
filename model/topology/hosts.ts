import type { PlannedResource } from "../plan";
import { list, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import { capacityStrategy } from "./spot";
import type { Tier } from "./topology";

/**
 * The servers under container services of the launch type EC2: by capacity provider, or by the cluster's name in their user
 * data. A service lives no longer than its hosts, and is where they are.
 */
export function linkHosts(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const service of index.ofType("ecs/Service")) {
    const tier = builder.tierOf(service);
    if (!tier) continue;
    for (const host of hostsOf(builder, service)) {
      builder.edge(tier, host, "request", "runs on");
      if (tier.placement.subnets.length === 0 && tier.placement.zones === null)
        builder.tier(service, "service", { ...tier, placement: host.placement });
    }
  }
}

function hostsOf(builder: TopologyBuilder, service: PlannedResource): readonly Tier[] {
  const { index } = builder;
  const providers = index.referred(service, "capacityProviderStrategies", "ecs/CapacityProvider");
  const cluster = index.one(service, "cluster", "ecs/Cluster");
  const ofCluster = cluster ? index.referring(cluster, "ecs/ClusterCapacityProviders", "clusterName") : [];
  const inherited =
    service.inputs.launchType === undefined && providers.length === 0
      ? ofCluster.flatMap((each) => index.referred(each, "defaultCapacityProviderStrategies", "ecs/CapacityProvider"))
      : [];
  const groups = [...providers, ...inherited].flatMap((provider) =>
    index.referred(provider, "autoScalingGroupProvider", "autoscaling/Group"),
  );
  const named = isOnServers(builder, service) && groups.length === 0 && cluster ? joining(builder, cluster) : groups;
  return named.map((group) => builder.tierOf(group)).filter((tier) => tier !== undefined);
}

/** Whether its tasks run on instances of the program's own; EC2 is what a service gets that says nothing. */
function isOnServers(builder: TopologyBuilder, service: PlannedResource): boolean {
  const launchType = text(service.inputs.launchType);
  if (launchType !== undefined) return launchType === "EC2";
  if (service.inputs.launchType !== undefined || capacityStrategy(builder, service).length > 0) return false;
  const task = builder.index.one(service, "taskDefinition", "ecs/TaskDefinition");
  return !list(task?.inputs.requiresCompatibilities).map(text).includes("FARGATE");
}

/** Groups of servers, or single ones, of which the user data names the cluster. */
export function joining({ index }: TopologyBuilder, cluster: PlannedResource): readonly PlannedResource[] {
  const templates = [
    ...index.referring(cluster, "ec2/LaunchTemplate", "userData"),
    ...index.referring(cluster, "ec2/LaunchConfiguration", "userData"),
    ...index.referring(cluster, "ec2/LaunchConfiguration", "userDataBase64"),
  ];
  const groups = templates.flatMap((template) => [
    ...index.referring(template, "autoscaling/Group", "launchTemplate"),
    ...index.referring(template, "autoscaling/Group", "mixedInstancesPolicy"),
    ...index.referring(template, "autoscaling/Group", "launchConfiguration"),
  ]);
  return [...groups, ...index.referring(cluster, "ec2/Instance", "userData")];
}

/** Whether the scheduler fills one host before it takes the next. */
export function isPacked({ inputs }: PlannedResource): boolean {
  const [first] = list(inputs.orderedPlacementStrategies).map(record);
  const apart = list(inputs.placementConstraints).some((each) => text(record(each).type) === "distinctInstance");
  return text(first?.type) === "binpack" && !apart;
}
