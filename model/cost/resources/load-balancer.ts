import Big from "big.js";
import type { PlannedResource } from "../../plan";
import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, type Component, gap, HOURS_PER_MONTH, hourly, onlyInfracost } from "../charge";
import type { Pricer, PricingContext } from "../context";
import type { Usage } from "../usage";
import { publicAddresses } from "./public-address";
import { zoneCount } from "./subnets";

interface Kind {
  readonly name: string;
  readonly hour: string;
  readonly unit: string;
}

/** infracost takes every load balancer that is not an application's for one of these. */
const NETWORK: Kind = { name: "Network load balancer", hour: "nlb.hour", unit: "nlb.nlcu" };
const KINDS: { readonly [type: string]: Kind } = {
  application: { name: "Application load balancer", hour: "alb.hour", unit: "alb.lcu" },
  network: NETWORK,
};

/** An application or network load balancer: hours, capacity units, and one public IPv4 address per zone. */
export const loadBalancer: Pricer = (resource, context) =>
  part(() => {
    const balancer = new Arguments(resource.inputs);
    const type = balancer.text("loadBalancerType") ?? "application";
    const kind = KINDS[type];
    if (kind === undefined) {
      const unpriced = gap(`the price table has no load balancers of type ${type}`);
      return [...beyondInfracost([unpriced]), ...onlyInfracost(capacity(NETWORK, context.usage, type))];
    }
    return [...capacity(kind, context.usage, type), ...part(() => addresses(resource, balancer, context, type))];
  });

function capacity(kind: Kind, usage: Usage, type: string): readonly Component[] {
  const units = capacityUnits(usage, type)?.div(HOURS_PER_MONTH) ?? null;
  return [
    hourly(kind.name, kind.hour, 1),
    byUsage("Load balancer capacity units", kind.unit, units, "LCU", { per: HOURS_PER_MONTH }),
  ];
}

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
