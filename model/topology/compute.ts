import type { PlannedResource } from "../plan";
import { flag, list, record, text, type Value } from "../value";
import { admitted } from "./admission";
import type { TopologyBuilder } from "./builder";
import { floorOfGroup, floorOfService } from "./floors";
import { isPacked } from "./hosts";
import type { Placement, Tier } from "./topology";

const PLACEMENT_GROUP = "ec2/PlacementGroup";

/** Servers, autoscaling groups, container services and functions: what runs the program's own code. */
export function readCompute(builder: TopologyBuilder): void {
  readServers(builder);
  for (const group of builder.index.ofType("autoscaling/Group")) {
    builder.tier(group, "service", {
      parts: [group.urn, ...launchTemplates(builder, group).map((each) => each.urn)],
      count: floorOfGroup(builder, group),
      placement: keptTogether(builder, group, placeGroup(builder, group)),
      healing: "replaced",
    });
  }
  for (const service of builder.index.ofType("ecs/Service")) {
    const network = record(service.inputs.networkConfiguration);
    const side = flag(network.assignPublicIp) === true ? "public" : "private";
    builder.tier(service, "service", {
      count: floorOfService(builder, service),
      placement: withinZones(
        builder.placer.bySubnets(service, "networkConfiguration", network.subnets, side),
        constrainedZones(service),
      ),
      healing: "replaced",
      packed: isPacked(service),
    });
  }
  for (const lambda of builder.index.ofType("lambda/Function")) readFunction(builder, lambda);
  for (const instance of builder.index.ofType("lightsail/Instance")) {
    const placement = builder.placer.single(instance, instance.inputs.availabilityZone, "availabilityZone");
    builder.tier(instance, "server", { count: 1, placement, healing: "none", stateful: true });
  }
}

/** Zones that a constraint keeps a service's tasks in: `attribute:ecs.availability-zone == us-east-1a`, or `in [ … ]`. */
function constrainedZones({ inputs }: PlannedResource): readonly string[] | null {
  const expressions = list(inputs.placementConstraints).map((each) => text(record(each).expression) ?? "");
  const found = expressions.map((each) => /availability-zone\s*(?:==|in)\s*(.+)$/.exec(each)?.[1]);
  const [zones] = found.filter((each) => each !== undefined);
  return zones?.match(/[a-z]+(?:-[a-z]+)+-\d[a-z]/g) ?? null;
}

function withinZones(placement: Placement, zones: readonly string[] | null): Placement {
  return zones === null ? placement : { ...placement, zones, zoneCount: zones.length, basis: "known" };
}

/**
 * A cluster placement group cannot span zones: its machines are all in one of those that they may use.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
 */
function keptTogether(builder: TopologyBuilder, group: PlannedResource, placement: Placement): Placement {
  const { index } = builder;
  const close = [
    ...index.referred(group, "placementGroup", PLACEMENT_GROUP),
    ...launchTemplates(builder, group).flatMap((each) => index.referred(each, "placement", PLACEMENT_GROUP)),
  ].some((each) => text(each.inputs.strategy) === "cluster");
  return close ? { ...placement, zoneCount: 1, basis: "known" } : placement;
}

/** AWS runs a function in every zone, or in those of the subnets that it was given. */
function readFunction(builder: TopologyBuilder, lambda: PlannedResource): void {
  if (lambda.inputs.vpcConfig === undefined) return void builder.tier(lambda, "function");
  const { subnetIds } = record(lambda.inputs.vpcConfig);
  const placement = builder.placer.bySubnets(lambda, "vpcConfig", subnetIds, "private");
  builder.tier(lambda, "function", { placement, inGivenZones: placement.zoneCount !== null });
}

/** Instances behind the same target groups stand in for each other; any other instance stands alone. */
function readServers(builder: TopologyBuilder): void {
  const { index } = builder;
  const nats = new Set(builder.network.gateways.map((gateway) => gateway.urn));
  const sets = new Map<string, PlannedResource[]>();
  for (const instance of index.ofType("ec2/Instance")) {
    if (nats.has(instance.urn)) continue;
    const groups = [
      ...index
        .referring(instance, "lb/TargetGroupAttachment", "targetId")
        .flatMap((each) => index.referred(each, "targetGroupArn", "lb/TargetGroup")),
      ...index.referring(instance, "elb/LoadBalancer", "instances"),
      ...index
        .referring(instance, "elb/Attachment", "instance")
        .flatMap((each) => index.referred(each, "elb", "elb/LoadBalancer")),
    ].map((each) => each.urn);
    const key = groups.length === 0 ? instance.urn : [...new Set(groups)].sort().join("|");
    const set = sets.get(key);
    if (set) set.push(instance);
    else sets.set(key, [instance]);
  }
  for (const instances of sets.values()) readServerSet(builder, instances);
}

function readServerSet(builder: TopologyBuilder, all: readonly PlannedResource[]): void {
  const instances = admitted(builder, all);
  const [first] = instances;
  if (!first) return;
  const places = instances.map((each) => builder.placer.single(each, zoneGiven(builder, each), "subnetId"));
  const perZone = countPerZone(places);
  const alone = instances.length === 1 ? places[0] : undefined;
  builder.tier(first, "server", {
    parts: all.map((each) => each.urn),
    count: instances.length,
    placement: alone ?? {
      zones: perZone ? [...perZone.keys()].sort() : null,
      zoneCount: perZone?.size ?? null,
      basis: perZone ? "known" : "unknown",
      subnets: places.flatMap((place) => place.subnets),
    },
    perZone,
    healing: "none",
    packed: instances.length > 1 && areOnOneHost(builder, instances),
    stateful: true,
  });
}

/** Whether all of several instances were put on the same dedicated host. */
function areOnOneHost({ index }: TopologyBuilder, instances: readonly PlannedResource[]): boolean {
  const hosts = instances.map(
    (each) => index.one(each, "hostId", "ec2/DedicatedHost")?.urn ?? text(each.inputs.hostId),
  );
  return hosts[0] !== undefined && hosts.every((host) => host === hosts[0]);
}

/** The zone that an instance names, or that of a volume attached to it, since a volume cannot leave its own. */
function zoneGiven({ index }: TopologyBuilder, instance: PlannedResource): Value | undefined {
  if (text(instance.inputs.availabilityZone) !== undefined) return instance.inputs.availabilityZone;
  const volumes = index
    .referring(instance, "ec2/VolumeAttachment", "instanceId")
    .flatMap((attachment) => index.referred(attachment, "volumeId", "ebs/Volume"));
  return volumes.map((volume) => volume.inputs.availabilityZone).find((zone) => text(zone) !== undefined);
}

function countPerZone(places: readonly Placement[]): ReadonlyMap<string, number> | null {
  const counts = new Map<string, number>();
  for (const { zones } of places) {
    const zone = zones?.length === 1 ? zones[0] : undefined;
    if (zone === undefined) return null;
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return counts;
}

function launchTemplates(builder: TopologyBuilder, group: PlannedResource): readonly PlannedResource[] {
  const { index } = builder;
  return [
    ...index.referred(group, "launchTemplate", "ec2/LaunchTemplate"),
    ...index.referred(group, "mixedInstancesPolicy", "ec2/LaunchTemplate"),
    ...index.referred(group, "launchConfiguration", "ec2/LaunchConfiguration"),
  ];
}

function placeGroup(builder: TopologyBuilder, group: PlannedResource): Placement {
  if (group.inputs.availabilityZones !== undefined) return builder.placer.byZones(group.inputs.availabilityZones);
  return builder.placer.bySubnets(group, "vpcZoneIdentifiers", group.inputs.vpcZoneIdentifiers, "private");
}

/** Whether the tier's members are machines or containers of the program's own, rather than something AWS serves. */
export function isWorkload(tier: Tier): boolean {
  return tier.kind === "server" || tier.kind === "service" || tier.kind === "function";
}
