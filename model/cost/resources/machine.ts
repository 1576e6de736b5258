import type { Arguments } from "../arguments";
import { byUsage, type Component, fixed, gap, hourly, isCharge, under } from "../charge";
import { product, type Usage } from "../usage";
import { DEFAULT_ROOT_GIB, type Volume, volumeComponents } from "./ebs-volume";

/** What a virtual machine is billed by, however it is launched: directly, from a template, in a group. */
export interface Machine {
  readonly instanceType: string;
  readonly tenancy: string | undefined;
  readonly spot: boolean;
  /** CPU credits beyond the baseline are bought, not waited for; `by default` where nothing says so. */
  readonly unlimitedCredits: boolean | "by default";
  readonly detailedMonitoring: boolean;
  readonly ebsOptimized: boolean;
}

/** One volume of a machine, with the name that its argument has. */
export interface NamedVolume {
  readonly name: string;
  readonly volume: Volume;
  readonly beyondInfracost?: boolean;
}

/** Metrics that detailed monitoring publishes per instance. https://aws.amazon.com/cloudwatch/pricing/ */
const MONITORED_METRICS = 7;
const BURSTABLE = ["t2", "t3", "t3a", "t4g"];
/**
 * Previous-generation types that pay for EBS optimisation; later ones have it included, smaller ones cannot have it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
 */
const PAY_FOR_EBS_OPTIMIZATION =
  /^(c1\.xlarge|c3\.[24]?xlarge|g2\.2xlarge|i2\.[24]?xlarge|m1\.(x?large)|m2\.[24]xlarge|m3\.2?xlarge|r3\.[24]?xlarge)$/;

function familyOf(instanceType: string): string {
  return instanceType.split(".")[0] ?? instanceType;
}

/** T3, T3a and T4g buy credits beyond their baseline unless told not to; T2 waits unless told to buy. */
export function unlimitedCredits(instanceType: string, setting: string | undefined): Machine["unlimitedCredits"] {
  const family = familyOf(instanceType);
  if (!BURSTABLE.includes(family)) return false;
  return setting === undefined ? family !== "t2" && "by default" : setting === "unlimited";
}

/** Compute, monitoring and CPU credits of `count` machines on demand. */
export function machineComponents(machine: Machine, usage: Usage, count: number): readonly Component[] {
  return [
    compute(machine, usage, count),
    ...(machine.detailedMonitoring
      ? [fixed("EC2 detailed monitoring", "ec2.detailed_monitoring", MONITORED_METRICS * count, "metrics")]
      : []),
    ...credits(machine, usage, count),
    ...(machine.ebsOptimized && PAY_FOR_EBS_OPTIMIZATION.test(machine.instanceType)
      ? [hourly("EBS-optimized usage", `ec2.ebs_optimized.${machine.instanceType}`, count)]
      : []),
  ];
}

function compute(machine: Machine, usage: Usage, count: number): Component {
  const system = usage.text("operating_system") ?? "linux";
  if (system !== "linux") return gap(`the price table has Linux machines only, not ${system}`);
  if (machine.spot) return gap("spot prices move by the hour; only on-demand prices are in the table");
  if (machine.tenancy === "dedicated" || machine.tenancy === "host") {
    return gap(`the price table has shared machines only, not tenancy \`${machine.tenancy}\``);
  }
  const item = `Instance usage (Linux/UNIX, on-demand, ${machine.instanceType})`;
  return hourly(item, `ec2.ondemand.linux.${machine.instanceType}`, count);
}

/** infracost takes T3a for T2, which does not buy credits by default, and credits for a part of the machine's hours. */
function credits(machine: Machine, usage: Usage, count: number): readonly Component[] {
  if (machine.unlimitedCredits === false) return [];
  const family = familyOf(machine.instanceType);
  const hours = product(usage.number("monthly_cpu_credit_hrs"), usage.number("vcpu_count"))?.times(count) ?? null;
  if (hours?.eq(0) === true) return [];
  const key = `ec2.cpu_credits.${family === "t4g" ? family : "t2_t3"}`;
  const unseen = hours === null || (family === "t3a" && machine.unlimitedCredits === "by default");
  const details = unseen ? { beyondInfracost: true } : {};
  return [byUsage("CPU credits", key, hours, "vCPU-hours", { infracostKind: "fixed", ...details })];
}

export function volumesComponents(volumes: readonly NamedVolume[], usage: Usage): readonly Component[] {
  return volumes.flatMap(({ name, volume, beyondInfracost }) =>
    under(name, volumeComponents(volume, usage)).map((each) =>
      isCharge(each) && beyondInfracost === true ? { ...each, beyondInfracost } : each,
    ),
  );
}

/** A volume from an instance's `rootBlockDevice` or `ebsBlockDevices`, laid over the one of its launch template. */
export function readVolume(device: Arguments, below?: Arguments): Volume {
  const number = (name: string): number | undefined => device.number(name) ?? below?.number(name);
  return {
    type: device.text("volumeType") ?? below?.text("volumeType") ?? "gp2",
    sizeGiB: number("volumeSize") ?? DEFAULT_ROOT_GIB,
    iops: number("iops"),
    throughputMiBps: number("throughput"),
  };
}
