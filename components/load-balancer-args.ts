import type * as pulumi from "@pulumi/pulumi";
import type { AnyAlarm } from "./alarm";
import type { OriginHeader } from "./cdn-door";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Tags } from "./tags";

/** What stands behind a load balancer. */
export const Target = {
  /** EC2 instances of a fleet. */
  Servers: "instance",
  /** Fargate tasks, each with an address of its own. */
  Tasks: "ip",
} as const;
export type Target = (typeof Target)[keyof typeof Target];

/** What those that requests are sent to need to know of whoever sends them. */
export interface Balancer {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetPort: number;
  readonly targets: Target;
  /** Seconds that a leaving target may finish its requests. */
  readonly drainSeconds: number;
  /** What CloudWatch files the requests per target under, for scaling; a balancer of connections counts none. */
  readonly requestCountLabel: pulumi.Output<string> | undefined;
  /** What must exist before a target can register itself. */
  readonly listener: pulumi.Resource;
  /** That a zone has nobody who can serve, for whoever has a target in every zone; a balancer of connections cannot tell. */
  emptyZoneAlarms?(): readonly AnyAlarm[];
}

/** Who may connect to a load balancer. */
export const Reach = {
  /** Anybody. */
  Internet: "internet",
  /** The one distribution that sends `originHeader`; everybody else is refused. */
  Cdn: "cdn",
  /** Anybody, and the distribution already sends `originHeader`: for the update that puts a CDN before a live site. */
  Both: "both",
} as const;
export type Reach = (typeof Reach)[keyof typeof Reach];

/** How a load balancer chooses among its healthy targets. */
export const Algorithm = {
  /** In turn. */
  RoundRobin: "round_robin",
  /** The one with the fewest requests in progress. */
  LeastOutstandingRequests: "least_outstanding_requests",
  /** At random; a target that answers with errors or not at all gets fewer until it recovers (anomaly mitigation). */
  WeightedRandom: "weighted_random",
} as const;
export type Algorithm = (typeof Algorithm)[keyof typeof Algorithm];

/** What visitors are recognised by, to return to the same target. */
export const Stickiness = {
  None: "none",
  /** A cookie of the load balancer's. */
  BalancerCookie: "lb_cookie",
  /** A cookie of the app's: for as long as the app keeps it, `stickySeconds` at most. */
  AppCookie: "app_cookie",
} as const;
export type Stickiness = (typeof Stickiness)[keyof typeof Stickiness];

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
   * With `Reach.Cdn` or `Reach.Both`, what the distribution sends: that of another load balancer behind the same origin.
   * @default - a header of its own
   */
  readonly originHeader?: OriginHeader;
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
   * Path that answers 200 while a target itself works. One that asks the database too fails on every target at once when
   * that is away, and then all of them are replaced while it comes back: the rule `health-checks-tell-the-truth`.
   * @default "/healthz"
   */
  readonly healthCheckPath?: string;
  /**
   * Seconds that a leaving target may finish its requests, 0 to 3600.
   * @default 30
   */
  readonly drainSeconds?: number;
  /**
   * How a target is chosen for a request.
   * @default Algorithm.LeastOutstandingRequests
   */
  readonly algorithm?: Algorithm;
  /**
   * Seconds over which a new target's share grows to a full one: 30 to 900, or 0 for at once. Only with round robin.
   * @default 0
   */
  readonly slowStartSeconds?: number;
  /**
   * Whether visitors return to the target that served them before. Without need, leave it: it makes load uneven, and
   * a target's visitors lose what it remembers when it goes.
   * @default Stickiness.None
   */
  readonly stickiness?: Stickiness;
  /**
   * Seconds that visitors return to the same target, 1 to 604800.
   * @default 86400
   */
  readonly stickySeconds?: number;
  /**
   * Name of the app's own cookie, for `Stickiness.AppCookie`.
   * @default - refused with that stickiness
   */
  readonly stickyCookie?: string;
  /**
   * Seconds that a connection may be silent, 1 to 4000. WebSockets that say nothing for longer are cut.
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Days that a line on every request is kept in a private bucket, 1 to 3650; 0 writes none.
   * @default 0
   */
  readonly accessLogDays?: number;
  /**
   * Whether it has a second target group and a rule between the two, for a service with `Release.BlueGreen`.
   * @default false
   */
  readonly blueGreen?: boolean;
  /**
   * ARN of a web ACL of AWS WAF, in the load balancer's region, that sees every request first.
   * @default - none
   */
  readonly webAclArn?: pulumi.Input<string>;
  /**
   * Whether AWS refuses to delete it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

export const DAY_SECONDS = 86_400;

/** Throws all mistakes of a load balancer's arguments at once. */
export function checkLoadBalancer(name: string, args: LoadBalancerArgs): void {
  const { network, certificateArn, plainHttp = false, targetPort = 8080, healthCheckPath = "/healthz" } = args;
  const { algorithm = Algorithm.LeastOutstandingRequests, slowStartSeconds = 0, stickiness, stickyCookie } = args;
  const isSlow = slowStartSeconds !== 0;
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
    .require(
      !isSlow || algorithm === Algorithm.RoundRobin,
      "slowStartSeconds",
      `must be 0 with algorithm ${algorithm}: AWS offers it with ${Algorithm.RoundRobin} only`,
    )
    .requireRange("slowStartSeconds", isSlow ? slowStartSeconds : 30, 30, 900)
    .require(
      (stickiness === Stickiness.AppCookie) === (stickyCookie !== undefined),
      "stickyCookie",
      `must be named with stickiness ${Stickiness.AppCookie}, and with no other`,
    )
    .require(
      !/^AWSALB/i.test(stickyCookie ?? ""),
      "stickyCookie",
      `must not start with AWSALB, which AWS keeps for itself, got ${stickyCookie}`,
    )
    .requireRange("stickySeconds", args.stickySeconds ?? DAY_SECONDS, 1, 604_800)
    .requireRange("idleTimeoutSeconds", args.idleTimeoutSeconds ?? 60, 1, 4_000)
    .requireRange("accessLogDays", args.accessLogDays ?? 0, 0, 3_650)
    .throwFor("LoadBalancer", name);
}
