import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import { admitByHeader, type OriginHeader, openToCdn, REFUSAL } from "./cdn-door";
import { loadBalancerAlarms, type TargetDimensions } from "./load-balancer-alarms";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { closedSecurityGroup, openToInternet } from "./security-group";
import { type Tags, tagged } from "./tags";
import { LOAD_BALANCER_TLS_POLICY } from "./versions";

/** What stands behind a load balancer. */
export const Target = {
  /** EC2 instances of a fleet. */
  Servers: "instance",
  /** Fargate tasks, each with an address of its own. */
  Tasks: "ip",
} as const;
export type Target = (typeof Target)[keyof typeof Target];

/** Who may connect to a load balancer. */
export const Reach = {
  /** Anybody. */
  Internet: "internet",
  /** The one distribution that sends `originHeader`; everybody else is refused. */
  Cdn: "cdn",
} as const;
export type Reach = (typeof Reach)[keyof typeof Reach];

export interface LoadBalancerArgs {
  /** Its public subnets hold the load balancer: two zones or more. */
  readonly network: Network;
  /** What requests are sent to. */
  readonly targets: Target;
  /**
   * Who may connect.
   * @default Reach.Internet
   */
  readonly reach?: Reach;
  /**
   * ARN of the certificate for HTTPS, in the load balancer's region.
   * @default - refused, unless `plainHttp` is true
   */
  readonly certificateArn?: pulumi.Input<string>;
  /**
   * Serve without encryption. Passwords and sessions can then be read on the way.
   * @default false
   */
  readonly plainHttp?: boolean;
  /**
   * TCP port that targets listen on.
   * @default 8080
   */
  readonly targetPort?: number;
  /**
   * Path that answers 200 while a target can serve requests.
   * @default "/readyz"
   */
  readonly healthCheckPath?: string;
  /**
   * Seconds that a leaving target may finish its requests, 0 to 3600.
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

/** The public door: an application load balancer over every zone of the network, which skips targets that fail. */
export class LoadBalancer extends pulumi.ComponentResource implements Watched {
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
  readonly targets: Target;
  /** What must exist before a target can register itself. */
  readonly listener: pulumi.Resource;
  /** With `Reach.Cdn`, what the distribution must send to be let in. */
  readonly originHeader: OriginHeader | undefined;
  private readonly dimensions: TargetDimensions;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:LoadBalancer", name, args, opts);
    check(name, args);
    const { network, targets, targetPort = 8080, deletionProtection = true, tags } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Web traffic from the internet", tags },
      this,
    );
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        internal: false,
        subnets: network.publicSubnetIds,
        securityGroups: [securityGroup.id],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: deletionProtection,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    const targetGroup = new aws.lb.TargetGroup(name, targetGroupArgs(name, args), { parent: this });
    const listener = this.listen(name, args, { balancer, targetGroup, securityGroup });
    const door =
      args.reach === Reach.Cdn
        ? admitByHeader(name, { listenerArn: listener.arn, targetGroupArn: targetGroup.arn }, this)
        : undefined;
    this.listener = door?.rule ?? listener;
    this.originHeader = door?.header;

    this.watchName = name;
    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.url = pulumi.interpolate`${args.certificateArn === undefined ? "http" : "https"}://${balancer.dnsName}`;
    this.securityGroupId = securityGroup.id;
    this.targetGroupArn = targetGroup.arn;
    this.targetPort = targetPort;
    this.targets = targets;
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
    });
  }

  alarms(): readonly Alarm[] {
    return loadBalancerAlarms(this.dimensions);
  }

  /** HTTPS with a redirect from HTTP, or one of them alone; returns the listener that forwards. */
  private listen(name: string, { certificateArn, reach }: LoadBalancerArgs, parts: Parts): aws.lb.Listener {
    const { balancer, targetGroup, securityGroup } = parts;
    const isForCdn = reach === Reach.Cdn;
    const open = isForCdn ? openToCdn : openToInternet;
    const forward = isForCdn ? [REFUSAL] : [{ type: "forward", targetGroupArn: targetGroup.arn }];
    const http = { loadBalancerArn: balancer.arn, port: 80, protocol: "HTTP" };
    if (certificateArn === undefined) {
      open(`${name}-http`, { securityGroupId: securityGroup.id, port: 80 }, this);
      return new aws.lb.Listener(`${name}-http`, { ...http, defaultActions: forward }, { parent: this });
    }
    open(`${name}-https`, { securityGroupId: securityGroup.id, port: 443 }, this);
    if (!isForCdn) {
      open(`${name}-http`, { securityGroupId: securityGroup.id, port: 80 }, this);
      const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
      new aws.lb.Listener(`${name}-http`, { ...http, defaultActions: [redirect] }, { parent: this });
    }
    return new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: LOAD_BALANCER_TLS_POLICY,
        certificateArn,
        defaultActions: forward,
      },
      { parent: this },
    );
  }
}

interface Parts {
  readonly balancer: aws.lb.LoadBalancer;
  readonly targetGroup: aws.lb.TargetGroup;
  readonly securityGroup: aws.ec2.SecurityGroup;
}

function targetGroupArgs(name: string, args: LoadBalancerArgs): aws.lb.TargetGroupArgs {
  const { network, targets, targetPort = 8080, healthCheckPath = "/readyz", drainSeconds = 30, tags } = args;
  return {
    vpcId: network.vpcId,
    port: targetPort,
    protocol: "HTTP",
    targetType: targets,
    deregistrationDelay: drainSeconds,
    loadBalancingAlgorithmType: "least_outstanding_requests",
    healthCheck: {
      path: healthCheckPath,
      protocol: "HTTP",
      matcher: "200",
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
    tags: tagged(name, tags),
  };
}

function check(name: string, args: LoadBalancerArgs): void {
  const { network, certificateArn, plainHttp = false, targetPort = 8080, healthCheckPath = "/readyz" } = args;
  new Mistakes()
    .require(network.zones >= 2, "network", `must span two zones or more for a load balancer, got ${network.zones}`)
    .require(
      (certificateArn !== undefined) !== plainHttp,
      "certificateArn",
      plainHttp
        ? "contradicts plainHttp: true; give one of them"
        : "is required for HTTPS; write plainHttp: true to serve unencrypted",
    )
    .requireRange("targetPort", targetPort, 1, 65_535)
    .require(healthCheckPath.startsWith("/"), "healthCheckPath", `must start with a slash, got ${healthCheckPath}`)
    .requireRange("drainSeconds", args.drainSeconds ?? 30, 0, 3_600)
    .throwFor("LoadBalancer", name);
}
