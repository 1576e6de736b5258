import { Arguments, part } from "../arguments";
import { byUsage, hourly } from "../charge";
import type { Pricer } from "../context";
import { publicAddresses } from "./public-address";
import { zoneCount } from "./subnets";

/** A classic load balancer: by the hour and by GB, with a public IPv4 address in each zone. */
export const classicLoadBalancer: Pricer = (resource, context) => [
  hourly("Classic load balancer", "clb.hour", 1),
  byUsage("Data processed", "clb.data", context.usage.number("monthly_data_processed_gb"), "GB"),
  ...part(() => {
    const balancer = new Arguments(resource.inputs);
    if (balancer.flag("internal") === true) return [];
    return publicAddresses(
      zoneCount(resource, context, "subnets", "public") || (balancer.count("availabilityZones") ?? 0),
    );
  }),
];
