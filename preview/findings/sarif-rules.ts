import type { ReportingDescriptor } from "sarif";
import type { Severity } from "../../model/assessment";
import type { Rule } from "../../policies/rule";
import { families } from "../../policies/rules";

/** The middle of what GitHub reads as critical (over 9), high (7 to 8.9), medium (4 to 6.9) and low (0.1 to 3.9). */
const SECURITY_SEVERITY: { readonly [severity in Severity]: string } = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** What GitHub orders rules by that are not about security. */
const PROBLEM_SEVERITY: { readonly [severity in Severity]: string } = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "recommendation",
};

/** Every rule of the pack, as code scanning shows it beside a finding. */
export function sarifRules(): ReportingDescriptor[] {
  return Object.entries(families).flatMap(([family, rules]) => rules.map((rule) => descriptorOf(rule, family)));
}

function descriptorOf(rule: Rule, family: string): ReportingDescriptor {
  const { name, displayName, description, remediationSteps, severity, url, tags = [] } = rule;
  const security = family === "security" ? { "security-severity": SECURITY_SEVERITY[severity] } : {};
  return {
    id: name,
    name: pascal(name),
    shortDescription: { text: displayName ?? name },
    fullDescription: { text: description },
    help: {
      text: `${description}\n\nHow to fix it: ${remediationSteps}\n\nSource: ${url}`,
      markdown: markdownOf(rule),
    },
    helpUri: url,
    properties: {
      tags: [...new Set([family, ...tags])],
      precision: "high",
      "problem.severity": PROBLEM_SEVERITY[severity],
      ...security,
    },
  };
}

function markdownOf({ description, remediationSteps, url }: Rule): string {
  return `${description}\n\n**How to fix it.** ${remediationSteps}\n\n[Source](${url})`;
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
