import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Alarm, Severity, type Watched } from "./alarm";
import type { TargetDimensions } from "./load-balancer-alarms";
import { type Balancer, Target } from "./load-balancer-args";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { closedSecurityGroup, openToInternet } from "./security-group";
import { type Tags, tagged } from "./tags";

export interface SourceIpBalancerArgs {
  /** Its public subnets hold the load balancer. */
  readonly network: Network;
  /**
   * Whether the servers speak TLS themselves, with a certificate of their own: AWS sends visitors back by their
   * address only where it does not decrypt.
   * @default - refused, unless `plainHttp` is true
   */
  readonly serversSpeakTls?: boolean;
  /**
   * Serve without encryption. Passwords and sessions can then be read on the way.
   * @default false
   */
  readonly plainHttp?: boolean;
  /**
   * TCP port that servers listen on.
   * @default 8080
   */
  readonly targetPort?: number;
  /**
   * Path that answers 200 to 399 while a server itself works; not whether its database does, which would take out all of
   * them at once.
   * @default "/healthz"
   */
  readonly healthCheckPath?: string;
  /**
   * Seconds that a leaving server may finish its requests, 0 to 3600.
   * @default 30
   */
  readonly drainSeconds?: number;
  /**
   * Whether AWS refuses to delete it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/**
 * A network load balancer that sends every connection from one address to the same server, for as long as that server is
 * healthy. It balances connections and reads none: for anything that a cookie can do, `LoadBalancer` spreads load better,
 * as offices and mobile networks put thousands of visitors behind one address.
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html: sticky sessions are not
 * offered with TLS listeners, and an application load balancer as the only target would leave nothing to choose from.
 */
export class SourceIpBalancer extends pulumi.ComponentResource implements Watched, Balancer {
  readonly watchName: string;
  readonly arn: pulumi.Output<string>;
  /** The name that AWS gives it. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetPort: number;
  readonly targets = Target.Servers;
  readonly drainSeconds: number;
  readonly requestCountLabel = undefined;
  readonly listener: aws.lb.Listener;
  private readonly dimensions: TargetDimensions;

  constructor(name: string, args: SourceIpBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:SourceIpBalancer", name, args, opts);
    check(name, args);
    const { network, plainHttp = false, targetPort = 8080, drainSeconds = 30, deletionProtection = true, tags } = args;
    const port = plainHttp ? 80 : 443;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Web traffic from the internet", tags },
      this,
    );
    openToInternet(`${name}-${plainHttp ? "http" : "https"}`, { securityGroupId: securityGroup.id, port }, this);
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "network",
        internal: false,
        subnets: network.publicSubnetIds,
        securityGroups: [securityGroup.id],
        enableDeletionProtection: deletionProtection,
        enableZonalShift: true,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    const targetGroup = new aws.lb.TargetGroup(name, targetGroupArgs(name, args), { parent: this });
    this.listener = new aws.lb.Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      },
      { parent: this },
    );

    this.watchName = name;
    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.url = pulumi.interpolate`${plainHttp ? "http" : "https"}://${balancer.dnsName}`;
    this.securityGroupId = securityGroup.id;
    this.targetGroupArn = targetGroup.arn;
    this.targetPort = targetPort;
    this.drainSeconds = drainSeconds;
    this.dimensions = { LoadBalancer: balancer.arnSuffix, TargetGroup: targetGroup.arnSuffix };
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      url: this.url,
      securityGroupId: this.securityGroupId,
      targetGroupArn: this.targetGroupArn,
      targetPort: this.targetPort,
      targets: this.targets,
      drainSeconds: this.drainSeconds,
    });
  }

  alarms(): readonly Alarm[] {
    return [
      {
        name: "no-healthy-host",
        runbook: "load-balancer-no-healthy-host",
        severity: Severity.Page,
        description: "Nobody can serve a request in a zone. Look at the servers' logs.",
        namespace: "AWS/NetworkELB",
        dimensions: this.dimensions,
        metricName: "HealthyHostCount",
        statistic: "Minimum",
        when: { below: 1 },
        minutes: 1,
        silence: "breaching",
      },
    ];
  }
}

function targetGroupArgs(name: string, args: SourceIpBalancerArgs): aws.lb.TargetGroupArgs {
  const { network, plainHttp, targetPort = 8080, healthCheckPath = "/healthz", drainSeconds = 30, tags } = args;
  return {
    vpcId: network.vpcId,
    port: targetPort,
    protocol: "TCP",
    targetType: Target.Servers,
    stickiness: { enabled: true, type: "source_ip" },
    deregistrationDelay: drainSeconds,
    // A connection that outlives the delay would keep talking to a server that is going.
    connectionTermination: true,
    healthCheck: {
      path: healthCheckPath,
      protocol: plainHttp ? "HTTP" : "HTTPS",
      matcher: "200-399",
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
    tags: tagged(name, tags),
  };
}

function check(name: string, args: SourceIpBalancerArgs): void {
  const { serversSpeakTls = false, plainHttp = false, healthCheckPath = "/healthz" } = args;
  new Mistakes()
    .require(
      serversSpeakTls !== plainHttp,
      "serversSpeakTls",
      plainHttp
        ? "contradicts plainHttp: true; give one of them"
        : "must be true for HTTPS, with a certificate on the servers; write plainHttp: true to serve unencrypted",
    )
    .requireRange("targetPort", args.targetPort ?? 8080, 1, 65_535)
    .require(healthCheckPath.startsWith("/"), "healthCheckPath", `must start with a slash, got ${healthCheckPath}`)
    .requireRange("drainSeconds", args.drainSeconds ?? 30, 0, 3_600)
    .throwFor("SourceIpBalancer", name);
}
