import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { signZone } from "./dnssec";
import { Mistakes } from "./mistakes";
import { logQueries } from "./query-log";
import { type Tags, tagged } from "./tags";
import { LOG_RETENTION_DAYS } from "./versions";

export interface HostedZoneArgs {
  /** Name of the public zone: `example.com`. */
  readonly domain: string;
  /**
   * Whether to make the zone. It serves nobody before its parent (for a domain, the registrar) is told `nameServers`.
   * @default false, the zone is there already
   */
  readonly create?: boolean;
  /**
   * Whether answers are signed (DNSSEC). It protects nobody before the parent is told `dsRecord`; and before signing
   * ends, the parent must have forgotten that record, or the name stops resolving.
   * @default false
   */
  readonly dnssec?: boolean;
  /**
   * Days that a line on every query is kept, a number that CloudWatch Logs offers; 0 writes none.
   * @default 0
   */
  readonly queryLogDays?: number;
  /**
   * Whether Pulumi refuses to delete a zone that it made, and the key that signs it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** A public zone in Route 53: one that is there, or a new one. */
export class HostedZone extends pulumi.ComponentResource {
  readonly domain: string;
  readonly zoneId: pulumi.Output<string>;
  /** What the parent zone or the registrar must be told; of a zone that is there, what it was told. */
  readonly nameServers: pulumi.Output<string[]>;
  /** With `dnssec`, the DS record that the parent must publish; empty without. */
  readonly dsRecord: pulumi.Output<string>;

  constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:HostedZone", name, args, opts);
    const { domain, create = false, dnssec = false, queryLogDays = 0, deletionProtection = true, tags } = args;
    new Mistakes()
      .require(isDomain(domain), "domain", `must be a domain such as example.com, got ${domain}`)
      .require(
        queryLogDays === 0 || LOG_RETENTION_DAYS.includes(queryLogDays),
        "queryLogDays",
        `must be one of 0, ${LOG_RETENTION_DAYS.join(", ")}, got ${queryLogDays}`,
      )
      .throwFor("HostedZone", name);

    const zone = create
      ? new aws.route53.Zone(
          name,
          { name: domain, comment: "", forceDestroy: false, tags: tagged(name, tags) },
          { parent: this, protect: deletionProtection },
        )
      : aws.route53.getZoneOutput({ name: domain }, { parent: this });

    this.domain = domain;
    this.zoneId = pulumi.output(zone.zoneId);
    this.nameServers = pulumi.output(zone.nameServers);
    this.dsRecord = dnssec
      ? signZone(name, { zoneId: this.zoneId, deletionProtection, tags }, this)
      : pulumi.output("");
    if (queryLogDays > 0) {
      logQueries(name, { domain, zoneId: this.zoneId, days: queryLogDays, tags }, this);
    }
    this.registerOutputs({
      domain: this.domain,
      zoneId: this.zoneId,
      nameServers: this.nameServers,
      dsRecord: this.dsRecord,
    });
  }
}

/** A zone's id, whether it is a component or was named only. */
export function zoneOf(
  hostedZone: string | HostedZone,
  parent: pulumi.Resource,
): { readonly zoneId: pulumi.Output<string> } {
  return typeof hostedZone === "string" ? aws.route53.getZoneOutput({ name: hostedZone }, { parent }) : hostedZone;
}

/** The name of a zone, whether it is a component or was named only. */
export function zoneName(hostedZone: string | HostedZone): string {
  return typeof hostedZone === "string" ? hostedZone : hostedZone.domain;
}

/** Whether a name is the zone itself or lies in it. */
export function isWithin(domain: string, hostedZone: string): boolean {
  return domain === hostedZone || domain.endsWith(`.${hostedZone}`);
}

function isDomain(text: string): boolean {
  return /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(text);
}
