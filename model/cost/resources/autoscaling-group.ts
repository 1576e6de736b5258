import type { PlannedResource } from "../../plan";
import { Arguments, part } from "../arguments";
import { type Component, gap, onlyInfracost, times } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { launchedPublicly, launchedVolumes } from "./launch";
import { machineComponents, unlimitedCredits, volumesComponents } from "./machine";
import { machineAddresses } from "./public-address";
import { LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "./types";

/** An Auto Scaling group at its desired size, or its smallest one: what runs without load. */
export const autoscalingGroup: Pricer = (resource, context) => {
  const group = new Arguments(resource.inputs);
  const launch = launchSettings(context);
  if (launch === undefined) return [gap("its launch template is not in the plan")];
  const settings = new Arguments(launch.inputs);
  return part(() => {
    const fleet = readFleet(group, settings, context);
    if (fleet.count > 0) return running(fleet, settings, launch, context);
    // infracost takes a group that may be empty for one of a single machine, unless it is told how many there are.
    const told = context.usage.number("instances") !== null || group.has("desiredCapacity");
    return told ? [] : onlyInfracost(running({ ...fleet, count: 1 }, settings, launch, context));
  });
};

function running(fleet: Fleet, settings: Arguments, launch: PlannedResource, context: PricingContext): Component[] {
  const volumes = launchedVolumes(settings, launch.type === LAUNCH_TEMPLATE);
  return [
    ...part(() => machines(fleet, settings, launch, context)),
    ...part(() => times(fleet.count, volumesComponents(volumes, context.usage))),
    ...part(() => machineAddresses(fleet.count, launchedPublicly(settings), context, "vpcZoneIdentifiers")),
  ];
}

interface Fleet {
  readonly instanceType: string;
  readonly count: number;
  readonly spot: number;
}

function launchSettings(context: PricingContext): PlannedResource | undefined {
  return (
    context.referenced("launchTemplate", LAUNCH_TEMPLATE)[0] ??
    context.referenced("mixedInstancesPolicy", LAUNCH_TEMPLATE)[0] ??
    context.referenced("launchConfiguration", LAUNCH_CONFIGURATION)[0]
  );
}

/** How many machines of which type: a mixed group takes its first type, by that type's weight in its capacity. */
function readFleet(group: Arguments, settings: Arguments, context: PricingContext): Fleet {
  const mixed = group.record("mixedInstancesPolicy");
  const override = mixed.record("launchTemplate").records("overrides")[0];
  const weight = Number(override?.scalar("weightedCapacity") ?? 1);
  const capacity = group.number("desiredCapacity") ?? group.neededNumber("minSize");
  const count = context.usage.number("instances")?.toNumber() ?? (weight > 0 ? Math.ceil(capacity / weight) : 0);
  const distribution = mixed.record("instancesDistribution");
  const base = Math.min(distribution.number("onDemandBaseCapacity") ?? 0, count);
  const share = (distribution.number("onDemandPercentageAboveBaseCapacity") ?? 100) / 100;
  const onDemand = base + Math.ceil((count - base) * share);
  return {
    instanceType: override?.text("instanceType") ?? settings.neededText("instanceType"),
    count,
    spot: count - onDemand,
  };
}

function machines(
  fleet: Fleet,
  settings: Arguments,
  launch: PlannedResource,
  context: PricingContext,
): readonly Component[] {
  const fromTemplate = launch.type === LAUNCH_TEMPLATE;
  const tenancy = fromTemplate ? settings.record("placement").text("tenancy") : settings.text("placementTenancy");
  const machine = {
    instanceType: fleet.instanceType,
    tenancy,
    spot: settings.record("instanceMarketOptions").text("marketType") === "spot" || settings.has("spotPrice"),
    unlimitedCredits: unlimitedCredits(fleet.instanceType, settings.record("creditSpecification").text("cpuCredits")),
    detailedMonitoring: monitored(settings, fromTemplate),
    ebsOptimized: settings.flag("ebsOptimized") ?? false,
  };
  const onDemand = fleet.count - fleet.spot;
  return [
    ...(onDemand > 0 ? machineComponents(machine, context.usage, onDemand) : []),
    ...(fleet.spot > 0
      ? [gap(`${fleet.spot} of ${fleet.count} machines are spot: their price moves by the hour`)]
      : []),
  ];
}

/** A launch configuration turns detailed monitoring on by default, a launch template off. */
function monitored(settings: Arguments, fromTemplate: boolean): boolean {
  if (fromTemplate) return settings.record("monitoring").flag("enabled") ?? false;
  return settings.flag("enableMonitoring") ?? true;
}
