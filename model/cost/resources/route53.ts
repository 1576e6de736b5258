import { Arguments, part } from "../arguments";
import { type Charge, counted, fixed, onlyInfracost, rarelyUsed } from "../charge";
import type { Pricer } from "../context";

/** A hosted zone, by the month. Queries are counted on its records. */
export const route53Zone: Pricer = () => [fixed("Hosted zone", "route53.hosted_zone", 1, "months")];

/** A DNS namespace of Cloud Map makes a hosted zone. */
export const dnsNamespace: Pricer = () => [
  fixed("Hosted zone", "route53.hosted_zone", 1, "months", { beyondInfracost: true }),
];

const POLICIES = {
  latency: ["latencyRoutingPolicies"],
  geo: ["geolocationRoutingPolicies", "geoproximityRoutingPolicy"],
};

const RECORD = "aws:route53/record:Record";

/** A record: queries by routing policy. Queries of an alias to an AWS resource are free, of one to a record are not. */
export const route53Record: Pricer = (resource, context) => {
  const { usage } = context;
  if (resource.inputs.aliases !== undefined && context.referenced("aliases", RECORD).length === 0) return [];
  const routes = (policy: keyof typeof POLICIES): boolean =>
    POLICIES[policy].some((name) => resource.inputs[name] !== undefined);
  const queries = (item: string, policy: string, count: string): Charge =>
    counted(item, `route53.queries.${policy}`, usage.number(count), 1e6, "1M queries", { namedTiers: true });
  const standard = queries("Standard queries", "standard", "monthly_standard_queries");
  const latency = queries("Latency based routing queries", "latency", "monthly_latency_based_queries");
  const geo = queries("Geo DNS queries", "geo", "monthly_geo_queries");
  return [
    routes("latency") || routes("geo") ? rarelyUsed(standard) : standard,
    routes("latency") ? latency : rarelyUsed(latency),
    routes("geo") ? geo : rarelyUsed(geo),
  ];
};

/** Checks of an endpoint by Route 53; calculated checks and alarms' checks are free. */
export const route53HealthCheck: Pricer = (resource, { usage }) =>
  part(() => {
    const check = new Arguments(resource.inputs);
    const type = check.neededText("type");
    const where = /^non[-_]aws$/i.test(usage.text("endpoint_type") ?? "") ? "non_aws" : "aws";
    const features = [
      type.startsWith("HTTPS"),
      type.endsWith("STR_MATCH"),
      check.number("requestInterval") === 10,
      check.flag("measureLatency") === true,
    ].filter(Boolean).length;
    const charges = [
      fixed("Health check", `route53.health_check.${where}`, 1, "months"),
      ...(features > 0 ? [fixed("Optional features", `route53.health_check.option.${where}`, features, "months")] : []),
    ];
    return ["CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL"].includes(type) ? onlyInfracost(charges) : charges;
  });
