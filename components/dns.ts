import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import { checkRouting, type RoutingArgs, routingArgs } from "./dns-routing";
import { healthCheckAlarms } from "./edge-alarms";
import { checkHealthCheck, type HealthCheckArgs, healthCheck } from "./health-check";
import { type HostedZone, isWithin, zoneName, zoneOf } from "./hosted-zone";
import { Mistakes } from "./mistakes";
import type { Tags } from "./tags";

/** An AWS resource with a name of its own that a record can stand for. */
export interface AliasTarget {
  readonly dnsName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  /** Whether Route 53 asks it for its health; CloudFront does not answer that. */
  readonly knowsHealth: boolean;
}

export interface DnsArgs {
  /** The public hosted zone, or the name of one that is there: `example.com`. */
  readonly hostedZone: string | HostedZone;
  /** Full name of the record, within the zone: `app.example.com`. */
  readonly domain: string;
  /** What the name stands for: a load balancer, a distribution, or a plain IPv4 address. */
  readonly target: AliasTarget | { readonly address: pulumi.Input<string> };
  /**
   * How this record is chosen among several of the same name.
   * @default - it is the only one
   */
  readonly routing?: RoutingArgs;
  /**
   * Asks the target from all over the world; while it is down, the name does not lead to it. Only of use with `routing`.
   * @default - none
   */
  readonly healthCheck?: HealthCheckArgs;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const ADDRESS_SECONDS = 60;

/** A name in Route 53 for whatever serves the site. */
export class Dns extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** The full name. */
  readonly domain: string;
  readonly hostedZoneId: pulumi.Output<string>;
  private readonly healthCheckId: pulumi.Output<string> | undefined;

  constructor(name: string, args: DnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Dns", name, args, opts);
    const { hostedZone, domain, target, routing } = args;
    check(name, args);

    const { zoneId } = zoneOf(hostedZone, this);
    const checked = this.checked(name, args);
    const record = {
      zoneId,
      name: domain,
      ...routingArgs(routing),
      ...(checked ? { healthCheckId: checked.id } : {}),
    };
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

    this.watchName = `${name}-dns`;
    this.healthCheckId = checked?.id;
    this.domain = domain;
    this.hostedZoneId = zoneId;
    this.registerOutputs({ domain: this.domain, hostedZoneId: this.hostedZoneId });
  }

  /** None without a health check. */
  alarms(): readonly Alarm[] {
    return this.healthCheckId === undefined ? [] : healthCheckAlarms(this.healthCheckId);
  }

  /** Asks the target itself: the site's name would lead to whichever target is up. */
  private checked(
    name: string,
    { domain, target, healthCheck: how, tags }: DnsArgs,
  ): aws.route53.HealthCheck | undefined {
    if (!how) {
      return undefined;
    }
    const asked = "address" in target ? { host: domain, address: target.address } : { host: target.dnsName };
    return healthCheck(name, { ...how, target: asked, tags }, this);
  }
}

function check(name: string, { hostedZone, domain, target, routing, healthCheck: how }: DnsArgs): void {
  const zone = zoneName(hostedZone);
  const mistakes = new Mistakes()
    .require(isWithin(domain, zone), "domain", `must be the hosted zone ${zone} or a name within it, got ${domain}`)
    .require(
      how === undefined || routing !== undefined,
      "healthCheck",
      "is of no use without routing: Route 53 answers with the only record there is, healthy or not",
    );
  const knowsHealth = how !== undefined || ("knowsHealth" in target && target.knowsHealth);
  checkRouting(mistakes, routing, knowsHealth);
  (how ? checkHealthCheck(mistakes, how) : mistakes).throwFor("Dns", name);
}
