import type { PlannedResource } from "../plan";
import { flag, list, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import { floorOfGroup, floorOfService } from "./floors";
import { isPacked } from "./hosts";
import { readServers } from "./servers";
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
