import type { Finding, Severity } from "../../model/assessment";
import { saidAndFix } from "../findings/fix";
import type { Report } from "../report/report";
import { shortened } from "./failure-cells";
import { counted, displayResource } from "./names";
import { signedUsd } from "./since";
import type { Style } from "./style";
import { wrapped } from "./table";

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** Policy findings, the gravest first: severity, level, resource, why, and how to fix it; then what is no finding. */
export function renderFindings(report: Outcomes, style: Style): string {
  const { bold, dim } = style.colours;
  const { findings } = report;
  const violations = findings.filter((finding) => finding.outcome === "violation").sort(byGravity);
  const others = findings.filter((finding) => finding.outcome !== "violation");
  const quiet = (text: string): string => dim(wrapped(text, style.width, "  "));
  const left = unjudged(report, style.full);
  const { shown, more } = style.full
    ? { shown: violations, more: new Map<string, readonly Finding[]>() }
    : firstOfEach(violations);
  return [
    `${bold("Findings")}  ${summary(report, style)}`,
    ...shown.flatMap((finding) => ["", ...one(finding, style)]),
    ...(more.size > 0 ? [""] : []),
    ...[...more].map(([rule, rest]) => quiet(andMore(rule, rest))),
    ...(others.length > 0 ? [""] : []),
    ...others.map(({ outcome, urn, message, rule }) =>
      quiet(`${outcome}: ${displayResource(urn)}: ${message} [${rule}]`),
    ),
    ...(findings.length > 0 && left.length > 0 ? [""] : []),
    ...left.map(quiet),
  ].join("\n");
}

/** Findings of one rule that are shown in full: the others differ in the resource only. */
const MOST_ALIKE = 5;

function firstOfEach(violations: readonly Finding[]) {
  const byRule = new Map<string, Finding[]>();
  for (const finding of violations) {
    const alike = byRule.get(finding.rule);
    if (alike === undefined) byRule.set(finding.rule, [finding]);
    else alike.push(finding);
  }
  const rest = [...byRule].map(([rule, alike]) => [rule, alike.slice(MOST_ALIKE)] as const);
  const more = new Map(rest.filter(([, alike]) => alike.length > 0));
  const left = new Set([...more.values()].flat());
  return { shown: violations.filter((finding) => !left.has(finding)), more };
}

function andMore(rule: string, rest: readonly Finding[]): string {
  const mandatory = rest.filter(({ level }) => level === "mandatory").length;
  const levels = mandatory > 0 ? ` (${mandatory} mandatory)` : "";
  const names = shortened(
    rest.map(({ urn }) => displayResource(urn)),
    false,
  );
  return `… and ${rest.length} more of ${rule}${levels}: ${names} (--full shows all)`;
}

type Outcomes = Pick<Report, "findings" | "notApplicable" | "disabled">;

function summary({ findings }: Outcomes, { colours }: Style): string {
  const count = (outcome: Finding["outcome"]): number => findings.filter((each) => each.outcome === outcome).length;
  const mandatory = findings.filter(({ outcome, level }) => outcome === "violation" && level === "mandatory").length;
  const violations = count("violation");
  const others = (["unknown", "exempt"] as const).filter((outcome) => count(outcome) > 0);
  return [
    violations === 0
      ? colours.green("none")
      : `${counted(violations, "violation")}: ${mandatory} mandatory, ${violations - mandatory} advisory`,
    ...others.map((outcome) => `${count(outcome)} ${outcome}`),
  ].join("; ");
}

/** Rules that were not asked, or had nothing to judge: their number, or each with its reason. */
function unjudged({ notApplicable, disabled }: Outcomes, full: boolean): readonly string[] {
  if (full) {
    return [
      ...notApplicable.map(({ rule, reason }) => `not applicable: ${reason} [${rule}]`),
      ...disabled.map((rule) => `turned off by the configuration [${rule}]`),
    ];
  }
  const said = [
    ...(notApplicable.length > 0 ? [`${counted(notApplicable.length, "rule")} had nothing to judge`] : []),
    ...(disabled.length > 0 ? [`${counted(disabled.length, "rule")} turned off by the configuration`] : []),
  ];
  return said.length === 0 ? [] : [`${said.join(", ")} (--full lists them).`];
}

/** Mandatory ones first, then the gravest. */
export function byGravity(a: Finding, b: Finding): number {
  if (a.level !== b.level) return a.level === "mandatory" ? -1 : 1;
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.urn.localeCompare(b.urn);
}

function one(finding: Finding, style: Style): string[] {
  const { bold, red, yellow, dim } = style.colours;
  const colour = finding.level === "mandatory" ? red : yellow;
  const { said, fix } = saidAndFix(finding);
  const fixCost = finding.fixCost === null ? "" : ` (${signedUsd(finding.fixCost)} per month)`;
  return [
    `  ${colour(`${finding.severity} ${finding.level}`)}  ${bold(displayResource(finding.urn))}  ${dim(finding.rule)}`,
    wrapped(said, style.width, "    "),
    wrapped(`Fix: ${fix}${fixCost}`, style.width, "    "),
  ];
}
