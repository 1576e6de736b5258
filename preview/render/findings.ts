import type { Finding, Severity } from "../../model/assessment";
import type { Report } from "../report/report";
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
  return [
    `${bold("Findings")}  ${summary(report, style)}`,
    ...violations.flatMap((finding) => ["", ...one(finding, style)]),
    ...(others.length > 0 ? [""] : []),
    ...others.map(({ outcome, urn, message, rule }) =>
      quiet(`${outcome}: ${displayResource(urn)}: ${message} [${rule}]`),
    ),
    ...(findings.length > 0 && left.length > 0 ? [""] : []),
    ...left.map(quiet),
  ].join("\n");
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
  const fixCost = finding.fixCost === null ? "" : ` (${signedUsd(finding.fixCost)} per month)`;
  return [
    `  ${colour(`${finding.severity} ${finding.level}`)}  ${bold(displayResource(finding.urn))}  ${dim(finding.rule)}`,
    wrapped(finding.message, style.width, "    "),
    wrapped(`Fix: ${finding.remediation}${fixCost}`, style.width, "    "),
  ];
}
