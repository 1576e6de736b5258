import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Cdn, type CdnArgs } from "../components/cdn";
import { Certificate } from "../components/certificate";
import { Dns } from "../components/dns";
import { Firewall } from "../components/firewall";
import type { LoadBalancer } from "../components/load-balancer";
import type { ObjectStore } from "../components/object-store";
import { CDN_CERTIFICATE_REGION } from "../components/versions";
import { FirewallChoice } from "./setting-keys";
import type { Settings } from "./settings";

/** One certificate for the load balancer in its own region, one for the CDN where CloudFront looks for it. */
export interface Certificates {
  readonly front: Certificate;
  readonly cdn: Certificate;
}

/** The same as things to watch. */
export function certificatesOf(issued: Certificates | undefined): readonly Certificate[] {
  return issued ? [issued.front, issued.cdn] : [];
}

/** Certificates for the site's name and for the name that the CDN calls the load balancer by; none without a site. */
export function certificates({ site, secondRegion }: Settings): Certificates | undefined {
  if (!site) {
    return undefined;
  }
  // Requests keep their Host header, so the load balancer answers for the site's name as well.
  const names = [originName(site.domain), ...(secondRegion === null ? [] : [originsName(site.domain)])];
  const front = new Certificate("site", { ...site, otherDomains: names });
  return { front, cdn: new Certificate("edge", { ...site, region: CDN_CERTIFICATE_REGION, provedBy: front }) };
}

/** CloudFront is the one proxy with a public address before the app, which wants to know who asks. */
export const behindCdn = { PUBLIC_PROXIES: "1" } as const;

interface Behind {
  /** With `Reach.Cdn`, so that nobody gets past the firewall. */
  readonly front: LoadBalancer;
  readonly issued: Certificates | undefined;
  /** What the page uploads to by presigned URL. */
  readonly uploads: ObjectStore;
}

/** What stands before the load balancers. */
interface Edge {
  /** Where the site is. */
  readonly url: pulumi.Output<string>;
  readonly cdn: Cdn;
}

/** The firewall and CloudFront before the load balancer, and the names of both. */
export function edge(settings: Settings, { front, issued, uploads }: Behind): Edge {
  const header = front.originHeader;
  const { site } = settings;
  if (!site || !issued) {
    return distribution(settings, { origin: { host: front.dnsName, https: false, header }, uploads: [uploads] });
  }
  const origin = new Dns("origin", {
    hostedZone: site.hostedZone,
    domain: originName(site.domain),
    target: { dnsName: front.dnsName, zoneId: front.zoneId, knowsHealth: true },
  });
  const certificateArn = issued.cdn.arn;
  return distribution(settings, {
    origin: { host: origin.domain, https: true, header },
    certificateArn,
    uploads: [uploads],
  });
}

interface Distributed {
  readonly origin: CdnArgs["origin"];
  /** For the site's own name, where it has one. */
  readonly certificateArn?: pulumi.Input<string>;
  readonly uploads: readonly ObjectStore[];
  /** Of a second region, which keeps a copy of the files. */
  readonly copyProvider?: aws.Provider;
}

/** The firewall, CloudFront and the site's name, before whatever the origin's name leads to. */
export function distribution(settings: Settings, args: Distributed): Edge {
  const { site, firewall, pageFolder, deletionProtection } = settings;
  const { origin, certificateArn, uploads, copyProvider } = args;
  const guard = firewall === FirewallChoice.None ? undefined : new Firewall("edge", { mode: firewall });
  const cdn = new Cdn("edge", {
    origin,
    ...(site && certificateArn !== undefined ? { site: { domains: [site.domain], certificateArn } } : {}),
    uploadHosts: uploads.map(({ domainName }) => domainName),
    ...(pageFolder === null ? {} : { pageFolder }),
    ...(guard ? { firewallArn: guard.arn } : {}),
    ...(copyProvider ? { copyProvider } : {}),
    deletionProtection,
  });
  if (!site || certificateArn === undefined) {
    return { url: pulumi.interpolate`https://${cdn.dnsName}`, cdn };
  }
  new Dns("site", { ...site, target: { dnsName: cdn.dnsName, zoneId: cdn.zoneId, knowsHealth: false } });
  return { url: pulumi.output(`https://${site.domain}`), cdn };
}

function originName(domain: string): string {
  return `origin.${domain}`;
}

/** What the CDN calls the load balancers of all regions. Not the name above: Route 53 has no plain record beside others. */
export function originsName(domain: string): string {
  return `origins.${domain}`;
}
