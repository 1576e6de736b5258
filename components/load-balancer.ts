import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AnyAlarm, Chart, Watched } from "./alarm";
import { type BlueGreen, productionRule } from "./blue-green";
import { admitByHeader, type OriginHeader, openToCdn, REFUSAL } from "./cdn-door";
import { emptyZoneAlarms, loadBalancerAlarms, loadBalancerCharts, type TargetDimensions } from "./load-balancer-alarms";
import { type Balancer, checkLoadBalancer, type LoadBalancerArgs, Reach, type Target } from "./load-balancer-args";
import { targetGroupArgs } from "./load-balancer-targets";
import { logBucket } from "./log-bucket";
import type { Network } from "./network";
import { closedSecurityGroup, openToInternet } from "./security-group";
import { tagged } from "./tags";
import { LOAD_BALANCER_TLS_POLICY } from "./versions";

export { Algorithm, type LoadBalancerArgs, Reach, Stickiness, Target } from "./load-balancer-args";

/** The public door: an application load balancer over every zone of the network, which skips targets that fail. */
export class LoadBalancer extends pulumi.ComponentResource implements Watched, Balancer {
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
  /** Seconds that a leaving target may finish its requests. */
  readonly drainSeconds: number;
  /** What CloudWatch files the requests per target under, for scaling. */
  readonly requestCountLabel: pulumi.Output<string>;
  /** What CloudWatch files its metrics under: `app/name/id`. */
  readonly arnSuffix: pulumi.Output<string>;
  /** With `blueGreen`, what ECS moves requests between. */
  readonly blueGreen: BlueGreen | undefined;
  /** What must exist before a target can register itself. */
  readonly listener: pulumi.Resource;
  /** With `Reach.Cdn` or `Reach.Both`, what the distribution sends to be let in. */
  readonly originHeader: OriginHeader | undefined;
  private readonly dimensions: TargetDimensions;
  private readonly network: Network;
  private readonly secondTargetGroup: pulumi.Output<string> | undefined;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:LoadBalancer", name, args, opts);
    checkLoadBalancer(name, args);
    const { network, targets, targetPort = 8080, drainSeconds = 30, idleTimeoutSeconds = 60, tags } = args;
    const { deletionProtection = true } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Web traffic from the internet", tags },
      this,
    );
    const { accessLogs, writable } = this.accessLogs(name, args);
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        internal: false,
        subnets: network.publicSubnetIds,
        securityGroups: [securityGroup.id],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: deletionProtection,
        // An operator can take a zone that misbehaves out of service before AWS notices.
        enableZonalShift: true,
        idleTimeout: idleTimeoutSeconds,
        ...accessLogs,
        tags: tagged(name, tags),
      },
      { parent: this, dependsOn: writable },
    );
    if (args.webAclArn !== undefined) {
      new aws.wafv2.WebAclAssociation(name, { resourceArn: balancer.arn, webAclArn: args.webAclArn }, { parent: this });
    }
    const targetGroup = new aws.lb.TargetGroup(name, targetGroupArgs(name, args), { parent: this });
    const listener = this.listen(name, args, { balancer, targetGroup, securityGroup });
    const second =
      args.blueGreen === true
        ? new aws.lb.TargetGroup(`${name}-second`, targetGroupArgs(`${name}-second`, args), { parent: this })
        : undefined;
    const forward = {
      listenerArn: listener.arn,
      targetGroupArn: targetGroup.arn,
      alternateTargetGroupArn: second?.arn,
    };
    const { reach = Reach.Internet } = args;
    const door =
      reach === Reach.Internet ? undefined : admitByHeader(name, { ...forward, header: args.originHeader }, this);
    const rule = door?.rule ?? (second && productionRule(name, forward, this));
    this.listener = rule ?? listener;
    this.blueGreen = second && rule && { alternateTargetGroupArn: second.arn, listenerRuleArn: rule.arn };
    this.originHeader = door?.header;

    this.watchName = name;
    this.network = network;
    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.url = pulumi.interpolate`${args.certificateArn === undefined ? "http" : "https"}://${balancer.dnsName}`;
    this.securityGroupId = securityGroup.id;
    this.targetGroupArn = targetGroup.arn;
    this.targetPort = targetPort;
    this.targets = targets;
    this.drainSeconds = drainSeconds;
    this.requestCountLabel = pulumi.interpolate`${balancer.arnSuffix}/${targetGroup.arnSuffix}`;
    this.arnSuffix = balancer.arnSuffix;
    this.dimensions = { LoadBalancer: balancer.arnSuffix, TargetGroup: targetGroup.arnSuffix };
    this.secondTargetGroup = second?.arnSuffix;
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
      requestCountLabel: this.requestCountLabel,
      arnSuffix: this.arnSuffix,
      blueGreen: this.blueGreen,
    });
  }

  alarms(): readonly AnyAlarm[] {
    return loadBalancerAlarms(this.dimensions, this.secondTargetGroup);
  }

  emptyZoneAlarms(): readonly AnyAlarm[] {
    const { LoadBalancer, TargetGroup } = this.dimensions;
    const groups = [TargetGroup, ...(this.secondTargetGroup ? [this.secondTargetGroup] : [])];
    return emptyZoneAlarms(
      groups.map((group) => ({ LoadBalancer, TargetGroup: group })),
      this.network,
    );
  }

  charts(): readonly Chart[] {
    return loadBalancerCharts(this.arnSuffix);
  }

  /** A line on every request, in a bucket of its own. */
  private accessLogs(name: string, { accessLogDays: days = 0, tags }: LoadBalancerArgs) {
    if (days === 0) {
      return { accessLogs: {}, writable: [] };
    }
    // docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    const writer = { service: "logdelivery.elasticloadbalancing.amazonaws.com" };
    const { bucket, writable } = logBucket(`${name}-access-logs`, { writer, days, tags }, this);
    return { accessLogs: { accessLogs: { bucket: bucket.bucket, enabled: true } }, writable: [writable] };
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
