import Big from "big.js";
import type { PlannedResource } from "../../plan";
import { Arguments, part } from "../arguments";
import { byUsage, type Component, gap, HOURS_PER_MONTH, hourly } from "../charge";
import type { Pricer, PricingContext } from "../context";
import type { Usage } from "../usage";
import { publicAddresses } from "./public-address";
import { zoneCount } from "./subnets";

const KINDS: { readonly [type: string]: { readonly name: string; readonly hour: string; readonly unit: string } } = {
  application: { name: "Application load balancer", hour: "alb.hour", unit: "alb.lcu" },
  network: { name: "Network load balancer", hour: "nlb.hour", unit: "nlb.nlcu" },
};

/** An application or network load balancer: hours, capacity units, and one public IPv4 address per zone. */
export const loadBalancer: Pricer = (resource, context) =>
  part(() => {
    const balancer = new Arguments(resource.inputs);
    const type = balancer.text("loadBalancerType") ?? "application";
    const kind = KINDS[type];
    if (kind === undefined) return [gap(`the price table has no load balancers of type ${type}`)];
    return [
      hourly(kind.name, kind.hour, 1),
      byUsage(
        "Load balancer capacity units",
        kind.unit,
        capacityUnits(context.usage, type)?.div(HOURS_PER_MONTH) ?? null,
        "LCU",
        {
          per: HOURS_PER_MONTH,
        },
      ),
      ...part(() => addresses(resource, balancer, context, type)),
    ];
  });

/** Capacity-unit hours a month: the largest of the dimensions AWS measures. */
function capacityUnits(usage: Usage, type: string): Big | null {
  const hours = usage.number("lcu_hours");
  if (hours !== null) return hours;
  const dimensions = [
    usage.number("new_connections")?.div(100),
    usage.number("active_connections")?.div(3000),
    usage.number("processed_bytes_gb"),
  ].filter((each): each is Big => each !== undefined && each !== null);
  if (dimensions.length === 0) return null;
  const rules = type === "application" ? usage.number("rule_evaluations")?.div(1000) : undefined;
  return [...dimensions, ...(rules === undefined ? [] : [rules])].reduce(
    (most, each) => (each.gt(most) ? each : most),
    new Big(0),
  );
}

/** A network load balancer may be given Elastic IPs; those are billed where they stand. */
function addresses(
  resource: PlannedResource,
  balancer: Arguments,
  context: PricingContext,
  type: string,
): readonly Component[] {
  if (balancer.flag("internal") === true) return [];
  const mappings = balancer.records("subnetMappings");
  if (type === "network" && mappings.some((mapping) => mapping.has("allocationId"))) return [];
  return publicAddresses(mappings.length || zoneCount(resource, context, "subnets", "public"));
}
