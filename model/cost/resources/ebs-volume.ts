import { Arguments, part } from "../arguments";
import { assume, beyondInfracost, type Component, counted, fixed, gap } from "../charge";
import type { Pricer } from "../context";
import type { Usage } from "../usage";

/** An EBS volume, standalone or of an instance. */
export interface Volume {
  readonly type: string;
  readonly sizeGiB: number;
  readonly iops: number | undefined;
  readonly throughputMiBps: number | undefined;
}

/** GiB of an image's root volume when nothing says otherwise (Amazon Linux, Ubuntu and Debian images). */
export const DEFAULT_ROOT_GIB = 8;

const NAMES: { readonly [type: string]: string } = {
  standard: "Storage (magnetic)",
  io1: "Storage (provisioned IOPS SSD, io1)",
  io2: "Storage (provisioned IOPS SSD, io2)",
  st1: "Storage (throughput optimized HDD, st1)",
  sc1: "Storage (cold HDD, sc1)",
  gp3: "Storage (general purpose SSD, gp3)",
  gp2: "Storage (general purpose SSD, gp2)",
};

/** IOPS and MiB/s that come with a gp3 volume. https://aws.amazon.com/ebs/pricing/ */
const GP3_INCLUDED = { iops: 3000, throughputMiBps: 125 };

export const ebsVolume: Pricer = (resource, { usage }) =>
  part(() => {
    const volume = new Arguments(resource.inputs);
    const size = volume.number("size");
    return [
      ...volumeComponents(
        {
          type: volume.text("type") ?? "gp2",
          sizeGiB: size ?? DEFAULT_ROOT_GIB,
          iops: volume.number("iops"),
          throughputMiBps: volume.number("throughput"),
        },
        usage,
      ),
      ...(size === undefined ? [assume(`its size is its snapshot's; taken as ${DEFAULT_ROOT_GIB} GiB`)] : []),
    ];
  });

/** Storage, provisioned IOPS and throughput, or requests of one volume. */
export function volumeComponents(volume: Volume, usage: Usage): readonly Component[] {
  const type = volume.type.toLowerCase();
  const name = NAMES[type];
  if (name === undefined) return [gap(`the volume type ${volume.type} is not known`)];
  return [
    fixed(name, `ebs.${type}.storage`, volume.sizeGiB, "GB"),
    ...iops(type, volume.iops),
    ...throughput(type, volume.throughputMiBps),
    ...(type === "standard"
      ? [counted("I/O requests", "ebs.standard.io", usage.number("monthly_standard_io_requests"), 1e6, "1M request")]
      : []),
  ];
}

function iops(type: string, provisioned: number | undefined): readonly Component[] {
  if (type === "io1" || type === "io2") {
    if (provisioned === undefined) return beyondInfracost([gap(`the IOPS of a volume of type ${type} are not set`)]);
    return [fixed("Provisioned IOPS", `ebs.${type}.iops`, provisioned, "IOPS")];
  }
  const above = type === "gp3" ? (provisioned ?? 0) - GP3_INCLUDED.iops : 0;
  return above > 0 ? [fixed("Provisioned IOPS", "ebs.gp3.iops", above, "IOPS")] : [];
}

function throughput(type: string, provisioned: number | undefined): readonly Component[] {
  const above = type === "gp3" ? (provisioned ?? 0) - GP3_INCLUDED.throughputMiBps : 0;
  return above > 0 ? [fixed("Provisioned throughput", "ebs.gp3.throughput", above, "Mbps")] : [];
}
