import { Arguments, part } from "../arguments";
import type { Component } from "../charge";
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
    ...part(() => volumesComponents(readVolumes(own, below), context.usage)),
    ...part(() => addresses(own, context, resource.inputs.subnetId === undefined)),
  ];
};

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
  const mapping = (device: string | undefined): Arguments | undefined =>
    mapped.find((each) => each.text("deviceName") === device)?.record("ebs");
  const devices = own.records("ebsBlockDevices");
  const named = devices.map((device) => device.text("deviceName"));
  const inherited = mapped.filter((each) => !named.includes(each.text("deviceName")) && !isRoot(each));
  const root = mapped.find(isRoot)?.record("ebs");
  return [
    { name: "root_block_device", volume: readVolume(own.record("rootBlockDevice"), root), beyondInfracost: false },
    ...devices.map((device, index) => ({
      name: `ebs_block_device[${index}]`,
      volume: readVolume(device, mapping(named[index])),
      beyondInfracost: false,
    })),
    ...inherited.map((each, index) => ({
      name: `ebs_block_device[${devices.length + index}]`,
      volume: readVolume(each.record("ebs")),
      beyondInfracost: false,
    })),
  ];
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
