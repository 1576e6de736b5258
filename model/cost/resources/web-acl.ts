import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, type Component, counted, fixed, onlyInfracost } from "../charge";
import type { Pricer } from "../context";

/** A web ACL: by the month, by rule and by request. A managed rule group of AWS counts as one rule. */
export const webAcl: Pricer = (resource, { usage }) =>
  part(() => {
    const statements = new Arguments(resource.inputs).records("rules").map((rule) => rule.record("statement"));
    const groups = statements.filter((each) => each.has("ruleGroupReferenceStatement")).length;
    const managed = statements.filter((each) => each.has("managedRuleGroupStatement")).length;
    const inGroups = ["rule_group_rules", "managed_rule_group_rules"].map((key) => usage.number(key)?.toNumber() ?? 0);
    const rules = statements.length - groups - managed + inGroups.reduce((sum, each) => sum + each, 0);
    return [
      fixed("Web ACL usage", "waf.web_acl", 1, "months"),
      ...(rules > 0 ? [fixed("Rules", "waf.rule", rules, "rules")] : []),
      ...grouped("Rule groups", groups),
      ...managedGroups(managed, groups),
      counted("Requests", "waf.requests", usage.number("monthly_requests"), 1e6, "1M requests"),
    ];
  });

function grouped(item: string, count: number): readonly Component[] {
  return count > 0 ? [byUsage(item, "waf.rule", count, "groups")] : [];
}

/** infracost counts as many managed rule groups as there are groups of one's own, where there is a managed one. */
function managedGroups(managed: number, own: number): readonly Component[] {
  const counted = grouped("Managed rule groups", managed);
  if (managed === 0 || managed === own) return counted;
  return [...beyondInfracost(counted), ...onlyInfracost(grouped("Managed rule groups", own))];
}
