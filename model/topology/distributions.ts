import type { PlannedResource } from "../plan";
import { list, record, text } from "../value";
import { instancesBehind } from "./addresses";
import { API_TYPES } from "./apis";
import type { TopologyBuilder } from "./builder";
import { standInsOf } from "./records";

/** CloudFront: distributions, their origins, and the origins that stand in for each other. */
export function readDistributions(builder: TopologyBuilder): void {
  const { index } = builder;
  for (const distribution of index.ofType("cloudfront/Distribution")) builder.tier(distribution, "cdn");
}

/** Origins by reference, by address, or by a name that a record of the program has. */
export function linkOrigins(builder: TopologyBuilder): void {
  const { index } = builder;
  const byName = new Map<string, PlannedResource[]>();
  for (const entry of index.ofType("route53/Record")) {
    const name = bare(text(entry.inputs.name));
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  for (const distribution of index.ofType("cloudfront/Distribution")) {
    const cdn = builder.tierOf(distribution);
    const servers = [
      ...index.referred(distribution, "origins", "lb/LoadBalancer", "elb/LoadBalancer", ...API_TYPES),
      ...instancesBehind(index, distribution, "origins"),
    ];
    const pair = groupOfAll(distribution, servers.length, isServer);
    for (const origin of servers) builder.edge(cdn, builder.tierOf(origin), "request", "origin", standInsOf(pair));
    const sites = index.referred(distribution, "origins", "s3/BucketWebsiteConfiguration");
    const buckets = [
      ...index.referred(distribution, "origins", "s3/Bucket"),
      ...sites.flatMap((site) => index.referred(site, "bucket", "s3/Bucket")),
    ];
    const group = groupOfAll(distribution, buckets.length, (origin) => !isServer(origin));
    for (const bucket of buckets) builder.edge(cdn, builder.tierOf(bucket), "files", "origin", standInsOf(group));
    for (const origin of list(distribution.inputs.origins).map(record)) {
      for (const entry of byName.get(bare(text(origin.domainName)) ?? "") ?? []) {
        builder.edge(cdn, builder.tierOf(entry), "request", "origin by its DNS name");
      }
    }
  }
}

function isServer({ customOriginConfig, vpcOriginConfig }: PlannedResource["inputs"]): boolean {
  return customOriginConfig !== undefined || vpcOriginConfig !== undefined;
}

/**
 * The origin group that all origins of one kind are in; undefined where there is none. Which origin is which resource need
 * not be known at preview, so a group of some of them only is taken for none.
 */
function groupOfAll(
  distribution: PlannedResource,
  found: number,
  isOfKind: (origin: PlannedResource["inputs"]) => boolean,
): string | undefined {
  const origins = list(distribution.inputs.origins).map(record);
  const ids = origins.filter(isOfKind).map(({ originId }) => text(originId) ?? "");
  if (found < 2 || ids.length !== found) return undefined;
  const groups = list(distribution.inputs.originGroups).map(record);
  const group = groups.find(({ members }) => {
    const inside = list(members).map((member) => text(record(member).originId));
    return ids.every((id) => inside.includes(id));
  });
  return group && text(group.originId);
}

function bare(name: string | undefined): string | undefined {
  return name?.replace(/\.$/, "");
}
