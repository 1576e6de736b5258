import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import { certificateAlarms } from "./edge-alarms";
import { type HostedZone, isWithin, zoneName, zoneOf } from "./hosted-zone";
import { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";

export interface CertificateArgs {
  /** The public hosted zone that proves who owns the names, or the name of one that is there: `example.com`. */
  readonly hostedZone: string | HostedZone;
  /** Main name: `app.example.com`. */
  readonly domain: string;
  /**
   * Further names, all within the hosted zone.
   * @default []
   */
  readonly otherDomains?: readonly string[];
  /**
   * Region that holds the certificate. CloudFront reads those of us-east-1 only.
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * A certificate that has these names among its own, in another region: AWS asks for the same records for both.
   * @default - records of its own
   */
  readonly provedBy?: Certificate;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const RECORD_SECONDS = 60;

/** A certificate that AWS issues, proves by DNS and renews by itself. */
export class Certificate extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** Known once the certificate is issued, so that nothing uses it earlier. */
  readonly arn: pulumi.Output<string>;
  /** The names that it stands for, the main one first. */
  readonly names: readonly string[];
  /** Names of the records that prove who owns the names. */
  readonly recordNames: pulumi.Output<string[]>;
  private readonly region: string | undefined;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Certificate", name, args, opts);
    const { hostedZone, domain, otherDomains = [], tags } = args;
    const names = [domain, ...otherDomains];
    const zone = zoneName(hostedZone);
    const outside = names.filter((each) => !isWithin(each, zone));
    const proved = args.provedBy?.names.map(provedName);
    const unproved = names.filter((each) => proved?.includes(provedName(each)) === false);
    new Mistakes()
      .require(outside.length === 0, "domain", `and otherDomains must lie in ${zone}, got ${outside.join(", ")}`)
      .require(unproved.length === 0, "provedBy", `must have each of these names too, lacks ${unproved.join(", ")}`)
      .require(new Set(names).size === names.length, "otherDomains", `must not repeat a name, got ${names.join(", ")}`)
      .throwFor("Certificate", name);

    const region = args.region === undefined ? {} : { region: args.region };
    const certificate = new aws.acm.Certificate(
      name,
      {
        domainName: domain,
        subjectAlternativeNames: [...otherDomains],
        validationMethod: "DNS",
        tags: tagged(name, tags),
        ...region,
      },
      { parent: this },
    );
    const recordNames = args.provedBy?.recordNames ?? this.prove(name, hostedZone, names, certificate);
    const validation = new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: recordNames, ...region },
      { parent: this },
    );

    this.watchName = `${name}-certificate`;
    this.region = args.region;
    this.arn = validation.certificateArn;
    this.names = names;
    this.recordNames = recordNames;
    this.registerOutputs({ arn: this.arn, names: this.names, recordNames: this.recordNames });
  }

  alarms(): readonly Alarm[] {
    return certificateAlarms(this.arn, this.region);
  }

  /** One record per name, which AWS looks for now and at each renewal; `*.name` is proved by the record of `name`. */
  private prove(
    name: string,
    hostedZone: string | HostedZone,
    names: readonly string[],
    certificate: aws.acm.Certificate,
  ): pulumi.Output<string[]> {
    const { zoneId } = zoneOf(hostedZone, this);
    const recordNames = [...new Set(names.map(provedName))].map((each) => {
      const option = certificate.domainValidationOptions.apply(
        (options) => options.find((candidate) => provedName(candidate.domainName) === each) ?? options[0],
      );
      const field = (key: "resourceRecordName" | "resourceRecordType" | "resourceRecordValue") =>
        option.apply((found) => found?.[key] ?? "");
      return new aws.route53.Record(
        `${name}-${each}`,
        {
          zoneId,
          name: field("resourceRecordName"),
          type: field("resourceRecordType"),
          records: [field("resourceRecordValue")],
          ttl: RECORD_SECONDS,
        },
        { parent: this },
      ).fqdn;
    });
    return pulumi.all(recordNames);
  }
}

/** AWS asks for the same record for a name and for all names right below it. */
function provedName(name: string): string {
  return name.replace(/^\*\./, "");
}
