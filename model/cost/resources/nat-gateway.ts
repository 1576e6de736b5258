import { Arguments, part } from "../arguments";
import { byUsage, hourly } from "../charge";
import type { Pricer } from "../context";
import { publicAddresses } from "./public-address";
import { EIP } from "./types";

/** A NAT gateway: hours, every GB in either direction, and its public IPv4 address unless an Elastic IP of the plan is. */
export const natGateway: Pricer = (resource, context) => [
  hourly("NAT gateway", "nat_gateway.hour", 1),
  byUsage("Data processed", "nat_gateway.data", context.usage.number("monthly_data_processed_gb"), "GB"),
  ...part(() => {
    const gateway = new Arguments(resource.inputs);
    if (gateway.text("connectivityType") === "private") return [];
    return publicAddresses(context.referenced("allocationId", EIP).length > 0 ? 0 : 1);
  }),
];
