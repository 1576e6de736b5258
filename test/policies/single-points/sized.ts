import fc from "fast-check";
import type { Plan } from "../../../model/plan";
import { from, type PlanBuilder } from "../../model/plan-builder";
import { type ShopChanges, shop } from "../../model/shop";

/** How much of each a shop has; what is smaller than three of each is a fault or near it. */
export interface Size {
  readonly tasks: number;
  readonly zones: number;
  readonly natGateways: number;
  readonly cacheNodes: number;
  readonly standby: boolean;
  /** Instances of an Aurora cluster, each in a zone of its own. */
  readonly instances: number;
  readonly servers: number;
  /** Zones that the servers may be in. */
  readonly serverZones: number;
  /** Mount targets of the servers' files, each in a zone of its own. */
  readonly mountTargets: number;
}

const few = fc.integer({ min: 1, max: 3 });

export const size = fc.record<Size>({
  tasks: fc.integer({ min: 1, max: 6 }),
  zones: few,
  natGateways: few,
  cacheNodes: few,
  standby: fc.boolean(),
  instances: few,
  servers: fc.integer({ min: 1, max: 6 }),
  serverZones: few,
  mountTargets: few,
});

export const SMALLEST: Size = {
  tasks: 1,
  zones: 1,
  natGateways: 1,
  cacheNodes: 1,
  standby: false,
  instances: 1,
  servers: 1,
  serverZones: 1,
  mountTargets: 1,
};

const oneMore = (of: number) => Math.min(3, of + 1);

/** One more of something, where there can be. */
export const GROWTHS: readonly ((of: Size) => Size)[] = [
  (of) => ({ ...of, tasks: of.tasks + 1 }),
  (of) => ({ ...of, zones: oneMore(of.zones) }),
  (of) => ({ ...of, natGateways: oneMore(of.natGateways) }),
  (of) => ({ ...of, cacheNodes: of.cacheNodes + 1 }),
  (of) => ({ ...of, standby: true }),
  (of) => ({ ...of, instances: oneMore(of.instances) }),
  (of) => ({ ...of, servers: of.servers + 1 }),
  (of) => ({ ...of, serverZones: oneMore(of.serverZones) }),
  (of) => ({ ...of, mountTargets: oneMore(of.mountTargets) }),
];

/** A shop of a size, with a back office of servers on Aurora and shared files beside it. */
export function sized(of: Size): Plan {
  const several = of.cacheNodes > 1;
  return shop({
    natGateways: of.natGateways,
    database: { multiAz: of.standby },
    cache: { numCacheClusters: of.cacheNodes, automaticFailoverEnabled: several, multiAzEnabled: several },
    service: ({ privateSubnets }) => ({
      desiredCount: of.tasks,
      networkConfiguration: { subnets: privateSubnets.slice(0, of.zones).map((each) => from(each)) },
    }),
    extra: (plan, { network }) => backOffice(plan, network, of),
  });
}

type Network = Parameters<NonNullable<ShopChanges["extra"]>>[1]["network"];

function backOffice(plan: PlanBuilder, network: Network, of: Size): void {
  const cluster = plan.add("aws:rds/cluster:Cluster", "ledger", { engine: "aurora-mysql", storageEncrypted: true });
  for (const zone of ["a", "b", "c"].slice(0, of.instances)) {
    const inputs = { clusterIdentifier: from(cluster), availabilityZone: `us-east-1${zone}` };
    plan.add("aws:rds/clusterInstance:ClusterInstance", `ledger-${zone}`, inputs);
  }
  const files = plan.add("aws:efs/fileSystem:FileSystem", "papers", { encrypted: true });
  network.privateSubnets.slice(0, of.mountTargets).forEach((subnet, i) => {
    const inputs = { fileSystemId: from(files), subnetId: from(subnet) };
    plan.add("aws:efs/mountTarget:MountTarget", `papers-${i}`, inputs);
  });
  const target = plan.add("aws:lb/targetGroup:TargetGroup", "office", {
    port: 80,
    protocol: "HTTP",
    vpcId: from(network.vpc),
  });
  const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "office", {
    subnets: network.publicSubnets.map((each) => from(each)),
  });
  plan.add("aws:lb/listener:Listener", "office", {
    loadBalancerArn: from(balancer),
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
  });
  const template = plan.add("aws:ec2/launchTemplate:LaunchTemplate", "office", { userData: from(cluster, files) });
  plan.add("aws:autoscaling/group:Group", "office", {
    minSize: of.servers,
    maxSize: 12,
    vpcZoneIdentifiers: network.privateSubnets.slice(0, of.serverZones).map((each) => from(each)),
    targetGroupArns: [from(target)],
    launchTemplate: { id: from(template) },
  });
}
