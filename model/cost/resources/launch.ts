import type { Arguments } from "../arguments";
import { type NamedVolume, readVolume } from "./machine";

const ROOT_DEVICES = ["/dev/xvda", "/dev/sda1"];

/** Whether the launch settings ask for a public address; undefined leaves it to the subnet. */
export function launchedPublicly(settings: Arguments): boolean | undefined {
  const first = settings.records("networkInterfaces")[0];
  return first?.flag("associatePublicIpAddress") ?? settings.flag("associatePublicIpAddress");
}

/** Volumes of each machine, from a launch template or a launch configuration; the root volume even when unnamed. */
export function launchedVolumes(settings: Arguments, fromTemplate: boolean): readonly NamedVolume[] {
  const mapped = settings.records("blockDeviceMappings").filter((mapping) => mapping.has("ebs"));
  const mappings = mapped.map((mapping, index) => ({
    device: mapping.text("deviceName") ?? "",
    name: `block_device_mapping[${index}]`,
    volume: readVolume(mapping.record("ebs")),
    beyondInfracost: false,
  }));
  const devices = settings.records("ebsBlockDevices").map((device, index) => ({
    name: `ebs_block_device[${index}]`,
    volume: readVolume(device),
    beyondInfracost: false,
  }));
  const hasRoot = mappings.some((mapping) => ROOT_DEVICES.includes(mapping.device));
  const root = {
    name: "root_block_device",
    volume: readVolume(settings.record("rootBlockDevice")),
    beyondInfracost: fromTemplate,
  };
  return [...(hasRoot ? [] : [root]), ...mappings, ...devices];
}
