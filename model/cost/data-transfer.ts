import type { Component } from "./charge";
import { byUsage } from "./charge";
import { Usage, type UsageValues } from "./usage";

/**
 * Data transfer of a whole program in one region, which belongs to no single resource: infracost's
 * `aws_data_transfer`, with its keys and a `region`.
 */
export type DataTransfer = UsageValues & { readonly region: string };

/** What leaves EC2 machines and what crosses zones; traffic between zones is billed on both sides. */
export function dataTransferCharges(transfer: DataTransfer): readonly Component[] {
  const usage = new Usage(transfer);
  const amount = usage.number.bind(usage);
  const across = amount("monthly_intra_region_gb");
  const lines = [
    byUsage("Intra-region data transfer", "data_transfer.inter_az", across?.times(2) ?? null, "GB"),
    byUsage(
      "Outbound data transfer to Internet",
      "data_transfer.internet_out",
      amount("monthly_outbound_internet_gb"),
      "GB",
      {
        namedTiers: true,
      },
    ),
    byUsage(
      "Outbound data transfer to US East regions",
      transfer.region === "us-east-1" ? "data_transfer.inter_region_out.us-east-2" : "data_transfer.inter_region_out",
      amount("monthly_outbound_us_east_to_us_east_gb"),
      "GB",
    ),
    byUsage(
      "Outbound data transfer to other regions",
      "data_transfer.inter_region_out",
      amount("monthly_outbound_other_regions_gb"),
      "GB",
    ),
  ];
  return lines.filter((line) => line.quantity !== null);
}
