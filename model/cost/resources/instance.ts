import { Arguments, part } from "../arguments";
import { beyondInfracost, type Component, onlyInfracost } from "../charge";
import type { Pricer, PricingContext } from "../context";
import {
  type Machine,
  machineComponents,
  type NamedVolume,
  readVolume,
  unlimitedCredits,
  volumesComponents,
} from "./machine";
import { machineAddresses } from "./public-address";
import { EIP, EIP_ASSOCIATION, LAUNCH_TEMPLATE } from "./types";

/** An EC2 instance: its own arguments first, those of its launch template below. */
export const instance: Pricer = (resource, context) => {
  const own = new Arguments(resource.inputs);
  const template = context.referenced("launchTemplate", LAUNCH_TEMPLATE)[0];
  const below = template === undefined ? undefined : new Arguments(template.inputs);
  return [
    ...part(() => machineComponents(readMachine(own, below), context.usage, 1)),
    ...part(() => volumes(own, below, context)),
    ...part(() => addresses(own, context, resource.inputs.subnetId === undefined)),
  ];
};

const ROOT = "root_block_device";
const ROOT_ARGUMENT = "rootBlockDevice";

function volumes(own: Arguments, below: Arguments | undefined, { usage }: PricingContext): readonly Component[] {
  const [billed, seen] = [readVolumes(own, below), volumesOfInfracost(own, below)];
  const components = volumesComponents(billed, usage);
  if (JSON.stringify(billed) === JSON.stringify(seen)) return components;
  return [...beyondInfracost(components), ...onlyInfracost(volumesComponents(seen, usage))];
}

function readMachine(own: Arguments, below: Arguments | undefined): Machine {
  const instanceType = own.text("instanceType") ?? below?.text("instanceType") ?? own.neededText("instanceType");
  const credits =
    own.record("creditSpecification").text("cpuCredits") ?? below?.record("creditSpecification").text("cpuCredits");
  return {
    instanceType,
    tenancy: own.text("tenancy") ?? below?.record("placement").text("tenancy"),
    spot: own.record("instanceMarketOptions").text("marketType") === "spot",
    unlimitedCredits: unlimitedCredits(instanceType, credits),
    detailedMonitoring: own.flag("monitoring") ?? below?.record("monitoring").flag("enabled") ?? false,
    ebsOptimized: own.flag("ebsOptimized") ?? below?.flag("ebsOptimized") ?? false,
  };
}

function readVolumes(own: Arguments, below: Arguments | undefined): readonly NamedVolume[] {
  const mapped = (below?.records("blockDeviceMappings") ?? []).filter((mapping) => mapping.has("ebs"));
  const root = mapped.find(isRoot)?.record("ebs");
  const rest = mapped.filter((each) => !isRoot(each));
  return [{ name: ROOT, volume: readVolume(own.record(ROOT_ARGUMENT), root) }, ...dataVolumes(own, rest)];
}

/** infracost takes every mapping of the template for a volume beside the root, one without a volume of its own too. */
function volumesOfInfracost(own: Arguments, below: Arguments | undefined): readonly NamedVolume[] {
  const mapped = below?.records("blockDeviceMappings") ?? [];
  return [{ name: ROOT, volume: readVolume(own.record(ROOT_ARGUMENT)) }, ...dataVolumes(own, mapped)];
}

function dataVolumes(own: Arguments, mapped: readonly Arguments[]): readonly NamedVolume[] {
  const devices = own.records("ebsBlockDevices");
  const named = devices.map((device) => device.text("deviceName"));
  const inherited = mapped.filter((each) => !named.includes(each.text("deviceName")));
  const below = (device: string | undefined): Arguments | undefined =>
    mapped.find((each) => each.text("deviceName") === device)?.record("ebs");
  const volumes = [
    ...devices.map((device, index) => readVolume(device, below(named[index]))),
    ...inherited.map((each) => readVolume(each.record("ebs"))),
  ];
  return volumes.map((volume, index) => ({ name: `ebs_block_device[${index}]`, volume }));
}

/** Device names that AWS images give their root volume. */
function isRoot(device: Arguments): boolean {
  return ["/dev/xvda", "/dev/sda1"].includes(device.text("deviceName") ?? "");
}

/** An Elastic IP that is attached is billed where it stands in the plan, and replaces the automatic address. */
function addresses(own: Arguments, context: PricingContext, inDefaultVpc: boolean): readonly Component[] {
  if (context.referrers(EIP, EIP_ASSOCIATION).length > 0) return [];
  const setting = own.flag("associatePublicIpAddress") ?? (inDefaultVpc ? true : undefined);
  return machineAddresses(1, setting, context, "subnetId");
}
