import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { firewallLog } from "./firewall-log";
import {
  FirewallMode,
  type ManagedGroup,
  managedGroupRules,
  RATE_LIMIT_ANSWER,
  rateLimitRule,
  seenAs,
} from "./firewall-rules";
import { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";
import { CDN_REGION, FIREWALL_RATE } from "./versions";

export { FirewallMode } from "./firewall-rules";

/** What a firewall stands before. AWS keeps the two kinds apart. */
export const Guarded = {
  /** CloudFront distributions: a Cdn with its `arn` as `firewallArn`. */
  Cdn: "CLOUDFRONT",
  /** Load balancers in its own region, with its `arn` as `webAclArn`. Behind a CDN they see CloudFront's addresses only. */
  LoadBalancer: "REGIONAL",
} as const;
export type Guarded = (typeof Guarded)[keyof typeof Guarded];

export interface FirewallArgs {
  /**
   * What it stands before.
   * @default Guarded.Cdn
   */
  readonly guards?: Guarded;
  /**
   * Whether requests are refused, or only counted, to see what would be.
   * @default FirewallMode.Block
   */
  readonly mode?: FirewallMode;
  /**
   * Requests that one IP address may send in a minute before it is answered 429, 10 to 2000000000. A household or an
   * office often has one address together.
   * @default 1000
   */
  readonly requestsPerMinute?: number;
  /**
   * Rules of AWS's groups that count and never refuse, by group: those that refuse what your users rightly send.
   * @default { common: ["SizeRestrictions_BODY"] } - bodies above 8 KiB pass, as far as the app takes them
   */
  readonly countedRules?: Readonly<Partial<Record<ManagedGroup, readonly string[]>>>;
  /**
   * Days that refused and counted requests are kept in a log group, one of those CloudWatch offers (1, 3, 5, 7, 14, 30, …).
   * @default - no log
   */
  readonly logDays?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const NO_LARGE_BODY_REFUSED = { common: ["SizeRestrictions_BODY"] } as const;

/** A web ACL before a CDN or a load balancer: known attacks and addresses are refused, and who sends too much waits. */
export class Firewall extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: FirewallArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Firewall", name, args, opts);
    const { mode = FirewallMode.Block, requestsPerMinute = 1_000, logDays, tags } = args;
    const { guards = Guarded.Cdn, countedRules = NO_LARGE_BODY_REFUSED } = args;
    new Mistakes()
      .requireRange("requestsPerMinute", requestsPerMinute, FIREWALL_RATE.fewest, FIREWALL_RATE.most)
      .throwFor("Firewall", name);

    // CloudFront asks for it in one region, whichever the program's is.
    const where = guards === Guarded.Cdn ? { region: CDN_REGION } : {};
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        scope: guards,
        defaultAction: { allow: {} },
        rules: [rateLimitRule(name, requestsPerMinute, mode), ...managedGroupRules(name, countedRules, mode)],
        customResponseBodies: [RATE_LIMIT_ANSWER],
        visibilityConfig: seenAs(name),
        tags: tagged(name, tags),
        ...where,
      },
      { parent: this },
    );
    if (logDays !== undefined) {
      firewallLog(name, { aclArn: acl.arn, days: logDays, where, tags }, this);
    }

    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
