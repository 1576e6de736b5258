import * as pulumi from "@pulumi/pulumi";
import { Cdn } from "../components/cdn";
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

/** Certificates for the site's name and for the name that the CDN calls the load balancer by; none without a site. */
export function certificates({ site }: Settings): Certificates | undefined {
  if (!site) {
    return undefined;
  }
  // Requests keep their Host header, so the load balancer answers for the site's name as well.
  const front = new Certificate("site", { ...site, otherDomains: [originName(site.domain)] });
  return { front, cdn: new Certificate("edge", { ...site, region: CDN_CERTIFICATE_REGION, provedBy: front }) };
}

interface Behind {
  /** With `Reach.Cdn`, so that nobody gets past the firewall. */
  readonly front: LoadBalancer;
  readonly issued: Certificates | undefined;
  /** What the page uploads to by presigned URL. */
  readonly uploads: ObjectStore;
}

/** The firewall and CloudFront before the load balancer, and the names of both. Returns where the site is. */
export function edge(settings: Settings, { front, issued, uploads }: Behind): pulumi.Output<string> {
  const { site, firewall, pageFolder, deletionProtection } = settings;
  const guard = firewall === FirewallChoice.None ? undefined : new Firewall("edge", { mode: firewall });
  const page = {
    uploadHosts: [uploads.domainName],
    ...(pageFolder === null ? {} : { pageFolder }),
    ...(guard ? { firewallArn: guard.arn } : {}),
    deletionProtection,
  };
  const header = front.originHeader;
  if (!site || !issued) {
    const cdn = new Cdn("edge", { origin: { host: front.dnsName, https: false, header }, ...page });
    return pulumi.interpolate`https://${cdn.dnsName}`;
  }
  const origin = new Dns("origin", {
    hostedZone: site.hostedZone,
    domain: originName(site.domain),
    target: { dnsName: front.dnsName, zoneId: front.zoneId, knowsHealth: true },
  });
  const cdn = new Cdn("edge", {
    origin: { host: origin.domain, https: true, header },
    site: { domains: [site.domain], certificateArn: issued.cdn.arn },
    ...page,
  });
  new Dns("site", { ...site, target: { dnsName: cdn.dnsName, zoneId: cdn.zoneId, knowsHealth: false } });
  return pulumi.output(`https://${site.domain}`);
}

function originName(domain: string): string {
  return `origin.${domain}`;
}
