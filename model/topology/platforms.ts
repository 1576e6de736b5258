import type { PlannedResource } from "../plan";
import { isUnknown, list, number, record, text } from "../value";
import type { TopologyBuilder } from "./builder";

const GROUP = "aws:autoscaling:asg";

/** Platforms of AWS that run instances of their own accord, as many as their settings say. */
export function readPlatforms(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const environment of index.ofType("elasticbeanstalk/Environment")) readEnvironment(builder, environment);
  for (const service of index.ofType("apprunner/Service")) readAppRunner(builder, service);
  for (const endpoint of index.ofType("sagemaker/Endpoint")) {
    const config = index.one(endpoint, "endpointConfigName", "sagemaker/EndpointConfiguration");
    const count = config === undefined ? null : instancesOf(config);
    // AWS spreads two instances or more over zones by itself.
    builder.tier(endpoint, "service", {
      parts: [endpoint.urn, ...(config ? [config.urn] : [])],
      count,
      placement: { zones: null, zoneCount: count === 1 ? 1 : 2, basis: "known", subnets: [] },
      healing: count === 0 ? "managed" : "replaced",
    });
  }
}

/** AWS runs App Runner in several zones; into the program's own network it goes through the subnets of its connector. */
function readAppRunner(builder: TopologyBuilder, service: PlannedResource): void {
  const { index } = builder;
  const tier = builder.tier(service, "function");
  const connector = index.one(service, "networkConfiguration", "apprunner/VpcConnector");
  if (!connector) return;
  const placement = builder.placer.bySubnets(connector, "subnets", connector.inputs.subnets, "private");
  const proxy = builder.tier(connector, "proxy", { placement, inGivenZones: placement.zoneCount !== null });
  builder.edge(tier, proxy, "request", `connector ${connector.name}`);
}

/** Instances of a model's variant with fewest; none where a serverless one answers. */
function instancesOf({ inputs }: PlannedResource): number | null {
  const variants = list(inputs.productionVariants).map(record);
  if (variants.length === 0 || variants.some(({ initialInstanceCount }) => isUnknown(initialInstanceCount)))
    return null;
  if (variants.some(({ serverlessConfig }) => serverlessConfig !== undefined)) return 0;
  return Math.min(...variants.map(({ initialInstanceCount }) => number(initialInstanceCount) ?? 1));
}

/**
 * An Elastic Beanstalk environment: an entry, and the instances behind it. Without a setting, it has a load balancer and
 * at least one instance. A worker takes what waits in its queue.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
function readEnvironment(builder: TopologyBuilder, environment: PlannedResource): void {
  const settings = list(environment.inputs.settings).map(record);
  const value = (namespace: string, name: string) =>
    settings.find((each) => text(each.namespace) === namespace && text(each.name) === name)?.value;
  const alone = text(value("aws:elasticbeanstalk:environment", "EnvironmentType")) === "SingleInstance";
  const least = value(GROUP, "MinSize");
  const anyZone = value(GROUP, "Custom Availability Zones");
  const subnets = builder.index.referred(environment, "settings", "ec2/Subnet").map(({ urn }) => urn);
  const named = text(value("aws:ec2:vpc", "Subnets"))?.split(",").length;
  const zones = text(anyZone)
    ?.split(",")
    .map((zone) => zone.trim());
  const inOne = alone || zones?.length === 1 || named === 1 || (named === undefined && subnets.length === 1);
  builder.tier(environment, "service", {
    count: alone ? 1 : least === undefined ? 1 : (number(least) ?? null),
    placement: { zones: zones ?? null, zoneCount: inOne ? 1 : (zones?.length ?? 2), basis: "known", subnets },
    healing: "replaced",
  });
}
