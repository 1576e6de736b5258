import * as pulumi from "@pulumi/pulumi";
import { Cdn } from "../components/cdn";
import { Certificate } from "../components/certificate";
import { Dns } from "../components/dns";
import type { LoadBalancer } from "../components/load-balancer";
import { CDN_CERTIFICATE_REGION } from "../components/versions";
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

/** CloudFront before the load balancer, and the names of both. Returns where the site is. */
export function edge({ site, deletionProtection }: Settings, front: LoadBalancer, issued: Certificates | undefined) {
  if (!site || !issued) {
    const cdn = new Cdn("edge", { origin: { host: front.dnsName, https: false }, deletionProtection });
    return pulumi.interpolate`https://${cdn.dnsName}`;
  }
  const origin = new Dns("origin", {
    hostedZone: site.hostedZone,
    domain: originName(site.domain),
    target: { dnsName: front.dnsName, zoneId: front.zoneId, knowsHealth: true },
  });
  const cdn = new Cdn("edge", {
    origin: { host: origin.domain, https: true },
    site: { domains: [site.domain], certificateArn: issued.cdn.arn },
    deletionProtection,
  });
  new Dns("site", { ...site, target: { dnsName: cdn.dnsName, zoneId: cdn.zoneId, knowsHealth: false } });
  return pulumi.output(`https://${site.domain}`);
}

function originName(domain: string): string {
  return `origin.${domain}`;
}
