import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Mistakes } from "./mistakes";

/** An AWS resource with a name of its own that a record can stand for. */
export interface AliasTarget {
  readonly dnsName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  /** Whether Route 53 asks it for its health; CloudFront does not answer that. */
  readonly knowsHealth: boolean;
}

export interface DnsArgs {
  /** Name of the public hosted zone: `example.com`. */
  readonly hostedZone: string;
  /** Full name of the record, within the zone: `app.example.com`. */
  readonly domain: string;
  /** What the name stands for: a load balancer, a distribution, or a plain IPv4 address. */
  readonly target: AliasTarget | { readonly address: pulumi.Input<string> };
}

const ADDRESS_SECONDS = 60;

/** A name in Route 53 for whatever serves the site. */
export class Dns extends pulumi.ComponentResource {
  /** The full name. */
  readonly domain: string;
  readonly hostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: DnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Dns", name, args, opts);
    const { hostedZone, domain, target } = args;
    new Mistakes()
      .require(
        isWithin(domain, hostedZone),
        "domain",
        `must be the hosted zone ${hostedZone} or a name within it, got ${domain}`,
      )
      .throwFor("Dns", name);

    const { zoneId } = aws.route53.getZoneOutput({ name: hostedZone }, { parent: this });
    const record = { zoneId, name: domain };
    if ("address" in target) {
      new aws.route53.Record(
        `${name}-a`,
        { ...record, type: "A", ttl: ADDRESS_SECONDS, records: [target.address] },
        { parent: this },
      );
    } else {
      const { dnsName, zoneId: targetZoneId, knowsHealth } = target;
      const aliases = [{ name: dnsName, zoneId: targetZoneId, evaluateTargetHealth: knowsHealth }];
      for (const type of ["A", "AAAA"] as const) {
        new aws.route53.Record(`${name}-${type.toLowerCase()}`, { ...record, type, aliases }, { parent: this });
      }
    }

    this.domain = domain;
    this.hostedZoneId = zoneId;
    this.registerOutputs({ domain: this.domain, hostedZoneId: this.hostedZoneId });
  }
}

/** Whether a name is the zone itself or lies in it. */
export function isWithin(domain: string, hostedZone: string): boolean {
  return domain === hostedZone || domain.endsWith(`.${hostedZone}`);
}
