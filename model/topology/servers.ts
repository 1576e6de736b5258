import type { PlannedResource } from "../plan";
import { text, type Value } from "../value";
import { cardsOf } from "./addresses";
import { admitted } from "./admission";
import type { TopologyBuilder } from "./builder";
import type { Placement } from "./topology";

/** How an instance is put behind something that shares requests out: what says so, and who stands in front. */
const REGISTRATIONS: readonly (readonly [type: string, instance: string, front: string, of: string])[] = [
  ["lb/TargetGroupAttachment", "targetId", "targetGroupArn", "lb/TargetGroup"],
  ["elb/Attachment", "instance", "elb", "elb/LoadBalancer"],
  ["vpclattice/TargetGroupAttachment", "target", "targetGroupIdentifier", "vpclattice/TargetGroup"],
  ["lightsail/LbAttachment", "instanceName", "lbName", "lightsail/Lb"],
];

/** Instances behind the same target groups stand in for each other; any other instance stands alone. */
export function readServers(builder: TopologyBuilder): void {
  const { index } = builder;
  const nats = new Set(builder.network.gateways.map((gateway) => gateway.urn));
  const sets = new Map<string, PlannedResource[]>();
  for (const instance of index.ofType("ec2/Instance", "lightsail/Instance")) {
    if (nats.has(instance.urn)) continue;
    const groups = [
      ...REGISTRATIONS.flatMap(([type, property, front, of]) =>
        index.referring(instance, type, property).flatMap((each) => index.referred(each, front, of)),
      ),
      ...index.referring(instance, "elb/LoadBalancer", "instances"),
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
  const places = instances.map((each) => placeOf(builder, each));
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

/** By its zone, its subnet, or that of the network interface that it was made with. */
function placeOf(builder: TopologyBuilder, instance: PlannedResource): Placement {
  const [card] = cardsOf(builder.index, instance);
  const held = instance.inputs.subnetId === undefined && card !== undefined ? card : instance;
  return builder.placer.single(held, zoneGiven(builder, instance), "subnetId");
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
