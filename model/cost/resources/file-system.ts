import Big from "big.js";
import { Arguments, part } from "../arguments";
import { byUsage, type Component, fixed } from "../charge";
import type { Pricer } from "../context";
import type { Usage } from "../usage";

/** GB of standard storage that bring 1 MiB/s of throughput with them. https://aws.amazon.com/efs/pricing/ */
const GB_PER_FREE_MBPS = 20;

/** An EFS file system: by GB stored, in one zone or several, and by throughput provisioned beyond what the data brings. */
export const efsFileSystem: Pricer = (resource, { usage }) =>
  part(() => {
    const files = new Arguments(resource.inputs);
    const oneZone = files.has("availabilityZoneName") && resource.inputs.availabilityZoneName !== "";
    const key = oneZone ? "efs.one_zone" : "efs.standard";
    const stored = usage.number("storage_gb");
    return [
      byUsage(`Storage (${oneZone ? "one zone" : "standard"})`, key, stored, "GB"),
      ...throughput(files, stored),
      ...(files.records("lifecyclePolicies").length > 0 ? infrequent(key, oneZone, usage) : []),
    ];
  });

function throughput(files: Arguments, stored: Big | null): readonly Component[] {
  const wanted = files.number("provisionedThroughputInMibps") ?? 0;
  if (wanted <= 0) return [];
  const billed = new Big(wanted).minus((stored ?? new Big(0)).div(GB_PER_FREE_MBPS));
  const quantity = billed.gt(0) ? billed : 0;
  const item = "Provisioned throughput";
  return [
    stored === null
      ? fixed(item, "efs.provisioned_throughput", quantity, "MBps", { infracostKind: "usage" })
      : byUsage(item, "efs.provisioned_throughput", quantity, "MBps"),
  ];
}

function infrequent(key: string, oneZone: boolean, usage: Usage): readonly Component[] {
  const name = `Storage (${oneZone ? "one zone" : "standard"}, infrequent access)`;
  return [
    byUsage(name, `${key}_ia`, usage.number("infrequent_access_storage_gb"), "GB"),
    byUsage(
      "Read requests (infrequent access)",
      "efs.ia_read",
      usage.number("monthly_infrequent_access_read_gb"),
      "GB",
    ),
    byUsage(
      "Write requests (infrequent access)",
      "efs.ia_write",
      usage.number("monthly_infrequent_access_write_gb"),
      "GB",
    ),
  ];
}
