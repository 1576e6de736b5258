import type { Finding, Severity } from "../../model/assessment";
import { counted, displayResource } from "./names";
import { signedUsd } from "./since";
import type { Style } from "./style";
import { wrapped } from "./table";

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** Policy findings, the gravest first: severity, level, resource, why, and how to fix it. */
export function renderFindings(findings: readonly Finding[], style: Style): string {
  const { bold, green, dim } = style.colours;
  const violations = findings.filter((finding) => finding.outcome === "violation").sort(byGravity);
  const mandatory = violations.filter((finding) => finding.level === "mandatory").length;
  const summary =
    violations.length === 0
      ? green("none")
      : `${counted(violations.length, "violation")}: ${mandatory} mandatory, ${violations.length - mandatory} advisory`;
  const others = findings.filter((finding) => finding.outcome !== "violation");
  return [
    `${bold("Findings")}  ${summary}`,
    ...violations.flatMap((finding) => ["", ...one(finding, style)]),
    ...(others.length > 0 ? [""] : []),
    ...others.map((finding) =>
      dim(
        wrapped(
          `${finding.outcome}: ${displayResource(finding.urn)}: ${finding.message} [${finding.rule}]`,
          style.width,
          "  ",
        ),
      ),
    ),
  ].join("\n");
}

function byGravity(a: Finding, b: Finding): number {
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
