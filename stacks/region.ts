import type * as pulumi from "@pulumi/pulumi";
import { Cache } from "../components/cache";
import type { OriginHeader } from "../components/cdn-door";
import { Certificate } from "../components/certificate";
import { Dns } from "../components/dns";
import { Routing } from "../components/dns-routing";
import { LoadBalancer, Reach, Target } from "../components/load-balancer";
import type { Network } from "../components/network";
import type { NetworkPeering } from "../components/network-peering";
import { ObjectStore } from "../components/object-store";
import { Queue } from "../components/queue";
import type { Service } from "../components/service";
import type { ShardedDatabase } from "../components/sharded-database";
import type { Worker } from "../components/worker";
import { certificates, originsName } from "./edge";
import type { Place } from "./places";
import type { Settings } from "./settings";

/** What each region has for itself beside its network, its databases and its code. */
export interface Region {
  readonly cache: Cache;
  readonly uploads: ObjectStore;
  readonly tasks: Queue;
  readonly front: LoadBalancer;
}

/** Certificates of both regions' load balancers and of the CDN, all proved by the same records. */
export function regionalCertificates(settings: Settings, there: Place) {
  const issued = certificates(settings);
  if (!settings.site || !issued) {
    throw new Error("A domain is among the settings of this topology.");
  }
  const { hostedZone, domain } = settings.site;
  const otherDomains = [originsName(domain)];
  const args = { hostedZone, domain, otherDomains, provedBy: issued.front };
  return { here: issued.front, there: new Certificate(there.named("site"), args, there.opts), cdn: issued.cdn };
}

/** Lets code of the second region write to the primaries of the first. */
export function writeAcross(
  peering: NetworkPeering,
  callers: readonly (Service | Worker)[],
  { databases }: ShardedDatabase,
): void {
  const groups = new Map(callers.map(({ watchName, securityGroupId }) => [watchName, securityGroupId]));
  for (const database of databases.values()) {
    peering.letIn(database.watchName, groups, database);
  }
}

interface RegionArgs {
  readonly network: Network;
  readonly certificateArn: pulumi.Input<string>;
  /** Of the page that uploads. */
  readonly siteUrl: pulumi.Input<string>;
  /** Of the first region's load balancer: the CDN knows one for all. */
  readonly originHeader?: OriginHeader | undefined;
}

/** A cache, a bucket, a queue and a load balancer in one region. */
export function region(settings: Settings, place: Place, args: RegionArgs): Region {
  const { network, certificateArn, siteUrl, originHeader } = args;
  const { deletionProtection } = settings;
  const { named, opts } = place;
  const nodes = { nodeType: settings.cacheType, nodes: settings.cacheNodes };
  return {
    cache: new Cache(named("main"), { network, ...nodes }, opts),
    uploads: new ObjectStore(named("uploads"), { uploadOrigins: [siteUrl], deletionProtection }, opts),
    tasks: new Queue(named("tasks"), {}, opts),
    front: new LoadBalancer(
      named("front"),
      {
        network,
        targets: Target.Tasks,
        reach: settings.openLoadBalancer ? Reach.Both : Reach.Cdn,
        ...(originHeader ? { originHeader } : {}),
        certificateArn,
        deletionProtection,
      },
      opts,
    ),
  };
}

/**
 * The name that the CDN calls: CloudFront gets the region that is next to it, and none whose load balancer has no healthy
 * target. Route 53 asks the load balancer, whose door its own checkers do not pass; one with an empty target group it would
 * take for down.
 */
export function regionRecords({ site }: Settings, fronts: ReadonlyMap<Place, LoadBalancer>): string {
  if (!site) {
    throw new Error("A domain is among the settings of this topology.");
  }
  const domain = originsName(site.domain);
  for (const [{ region }, { dnsName, zoneId }] of fronts) {
    new Dns(`origin-${region}`, {
      hostedZone: site.hostedZone,
      domain,
      target: { dnsName, zoneId, knowsHealth: true },
      routing: { by: Routing.Latency, region },
    });
  }
  return domain;
}
