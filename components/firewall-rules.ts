import type * as aws from "@pulumi/aws";
import { FIREWALL_RATE } from "./versions";

/** What a firewall does with a request that one of its rules matches. */
export const FirewallMode = {
  /** Refuses it. */
  Block: "block",
  /** Lets it pass and counts it. */
  Count: "count",
} as const;
export type FirewallMode = (typeof FirewallMode)[keyof typeof FirewallMode];

/** Rule groups that AWS keeps up to date, in the order they are asked. docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const MANAGED_GROUPS = {
  /** Addresses that are known to attack. */
  reputation: "AWSManagedRulesAmazonIpReputationList",
  /** Requests that no honest client sends, such as Log4j lookups. */
  badInputs: "AWSManagedRulesKnownBadInputsRuleSet",
  /** The common attacks of the OWASP lists, such as cross-site scripting. */
  common: "AWSManagedRulesCommonRuleSet",
} as const;
/** A group of rules that AWS keeps up to date. */
export type ManagedGroup = keyof typeof MANAGED_GROUPS;

type Rule = aws.types.input.wafv2.WebAclRule;

/** The body of a 429, as the app writes its own. */
export const RATE_LIMIT_ANSWER = {
  key: "too-many-requests",
  contentType: "APPLICATION_JSON",
  content: JSON.stringify({ type: "about:blank", title: "Too Many Requests", status: 429 }),
} as const;

/** Answers 429 to an address that sends too much, until it sends less. AWS counts about right, not to the request. */
export function rateLimitRule(name: string, requestsPerMinute: number, mode: FirewallMode): Rule {
  const tooMany = {
    customResponse: {
      responseCode: 429,
      customResponseBodyKey: RATE_LIMIT_ANSWER.key,
      responseHeaders: [{ name: "Retry-After", value: String(FIREWALL_RATE.windowSeconds) }],
    },
  };
  return {
    name: "rate-limit",
    priority: 0,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        evaluationWindowSec: FIREWALL_RATE.windowSeconds,
        limit: requestsPerMinute,
      },
    },
    action: mode === FirewallMode.Block ? { block: tooMany } : { count: {} },
    visibilityConfig: seenAs(`${name}-rate-limit`),
  };
}

/** AWS's own groups, each with the rules in it that only count. */
export function managedGroupRules(
  name: string,
  counted: Readonly<Partial<Record<ManagedGroup, readonly string[]>>>,
  mode: FirewallMode,
): Rule[] {
  return (Object.keys(MANAGED_GROUPS) as ManagedGroup[]).map((group, index) => ({
    name: group,
    priority: index + 1,
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: MANAGED_GROUPS[group],
        ruleActionOverrides: (counted[group] ?? []).map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    overrideAction: mode === FirewallMode.Block ? { none: {} } : { count: {} },
    visibilityConfig: seenAs(`${name}-${group}`),
  }));
}

/** A CloudWatch metric of what matched, and samples of it in the console. */
export function seenAs(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
