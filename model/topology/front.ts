import type { PlannedResource } from "../plan";
import { flag, list, text } from "../value";
import { linkApis } from "./apis";
import type { TopologyBuilder } from "./builder";
import { classicKeepsZones, keepsZones } from "./cross-zone";
import { linkOrigins, readDistributions } from "./distributions";
import { readRecords, standInsOf } from "./records";
import type { Placement, Tier } from "./topology";

export const LOAD_BALANCER = "lb/LoadBalancer";
/** The generation before: it has its instances in its own arguments. */
export const CLASSIC = "elb/LoadBalancer";
const TARGETS = ["ec2/Instance", "lambda/Function", LOAD_BALANCER] as const;

/** DNS, content delivery and load balancers: what stands between the users and the workloads. */
export function readFront(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const balancer of index.ofType(LOAD_BALANCER)) {
    const given = placeBalancer(
      builder,
      balancer,
      balancer.inputs.subnets === undefined ? "subnetMappings" : "subnets",
    );
    // AWS refuses an application load balancer in fewer than two zones; any other kind is where it was put.
    const fewest = (text(balancer.inputs.loadBalancerType) ?? "application") === "application" ? 2 : null;
    const placement = { ...given, zoneCount: given.zoneCount ?? fewest };
    builder.tier(balancer, "load-balancer", { placement, inGivenZones: true });
  }
  for (const balancer of index.ofType(CLASSIC)) {
    const { availabilityZones } = balancer.inputs;
    const named = list(availabilityZones).length > 0;
    const placement = named ? builder.placer.byZones(availabilityZones) : placeBalancer(builder, balancer, "subnets");
    linkClassic(builder, balancer, builder.tier(balancer, "load-balancer", { placement, inGivenZones: true }));
  }
  readDistributions(builder);
  readRecords(builder);
  linkTargets(builder);
  linkOrigins(builder);
  linkApis(builder);
}

function placeBalancer(builder: TopologyBuilder, balancer: PlannedResource, property: string): Placement {
  const side = isInternal(balancer) ? "private" : "public";
  return builder.placer.bySubnets(balancer, property, balancer.inputs[property], side);
}

export function isInternal(balancer: PlannedResource): boolean {
  return flag(balancer.inputs.internal) === true;
}

/** Load balancer → listener → rules → target groups → what is registered in them. */
function linkTargets(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const listener of index.ofType("lb/Listener")) {
    const front = index.one(listener, "loadBalancerArn", LOAD_BALANCER);
    const balancer = builder.tierOf(front);
    const groups = [
      ...index.referred(listener, "defaultActions", "lb/TargetGroup"),
      ...index
        .referring(listener, "lb/ListenerRule", "listenerArn")
        .flatMap((rule) => index.referred(rule, "actions", "lb/TargetGroup")),
    ];
    const targets = groups.map((group) => ({ group, tiers: registered(builder, group) }));
    const all = targets.flatMap(({ tiers }) => tiers);
    for (const { group, tiers } of targets) {
      // What is behind several groups may be alone behind one of them.
      const alike = new Set(tiers).size > 1 && tiers.every((tier) => all.filter((each) => each === tier).length === 1);
      for (const target of tiers) {
        const evidence = `target group ${group.name}`;
        const keepsZone = front !== undefined && keepsZones(front, group);
        const more = { ...standInsOf(alike ? evidence : undefined), ...(keepsZone ? { keepsZone } : {}) };
        builder.edge(balancer, target, "request", evidence, more);
      }
    }
  }
}

/** The tiers that are registered in a target group. */
export function registered(builder: TopologyBuilder, group: PlannedResource): readonly Tier[] {
  const { index } = builder;
  const attachments = index.referring(group, "autoscaling/Attachment", "lbTargetGroupArn");
  const resources = [
    ...index.referring(group, "ecs/Service", "loadBalancers"),
    ...index.referring(group, "autoscaling/Group", "targetGroupArns"),
    ...index.referring(group, "autoscaling/Group", "trafficSources"),
    ...attachments.flatMap((each) => index.referred(each, "autoscalingGroupName", "autoscaling/Group")),
    ...index
      .referring(group, "lb/TargetGroupAttachment", "targetGroupArn")
      .flatMap((each) => index.referred(each, "targetId", ...TARGETS)),
  ];
  return resources.map((each) => builder.tierOf(each)).filter((tier) => tier !== undefined);
}

function linkClassic(builder: TopologyBuilder, balancer: PlannedResource, tier: Tier): void {
  const { index } = builder;
  const attached = [
    ...index
      .referring(balancer, "elb/Attachment", "elb")
      .flatMap((each) => index.referred(each, "instance", "ec2/Instance")),
    ...index
      .referring(balancer, "autoscaling/Attachment", "elb")
      .flatMap((each) => index.referred(each, "autoscalingGroupName", "autoscaling/Group")),
  ];
  const targets = [
    ...index.referred(balancer, "instances", "ec2/Instance"),
    ...index.referring(balancer, "autoscaling/Group", "loadBalancers"),
    ...index.referring(balancer, "ecs/Service", "loadBalancers"),
    ...attached,
  ];
  const more = classicKeepsZones(balancer) ? { keepsZone: true } : {};
  for (const target of targets)
    builder.edge(tier, builder.tierOf(target), "request", `load balancer ${balancer.name}`, more);
}
