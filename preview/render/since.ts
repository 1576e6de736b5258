import Big from "big.js";
import type { Finding } from "../../model/assessment";
import type { CostChange, CostLineChange } from "../../model/cost";
import { planChange } from "../report/change";
import type { Assessment, Report } from "../report/report";
import { type AssessmentChange, assessmentChange, type FailureChange, type FindingChange } from "../report/since";
import { renderChange } from "./change";
import { usd } from "./cost";
import { counted, displayResource } from "./names";
import type { Style } from "./style";

const SHORT_LIST = 12;

/** What is different from the last preview: resources and properties, the bill, failures, findings. */
export function renderSince(last: Report, now: Report, files: readonly string[], style: Style): string {
  const change = planChange("the last preview", last.plan, now.plan, new Set());
  return [
    style.colours.bold(`Saved: ${files.join(", ")}`),
    renderChange(change, now.plan, style),
    ...assessmentLines(assessmentChange(last, now, change), style),
  ].join("\n");
}

/** What the change does to cost, failures and findings; empty text when nobody asked for a change. */
export function renderAssessmentChange(report: Report, style: Style): string {
  const { earlier, change } = report;
  if (earlier === null || change === null) return "";
  const now: Assessment = report;
  return assessmentLines(assessmentChange(earlier, now, change), style).join("\n");
}

/** `+12.30 USD`, `-4.00 USD`. */
export function signedUsd(amount: string): string {
  const value = new Big(amount);
  return `${value.lt(0) ? "-" : "+"}${usd(value.abs().toString())}`;
}

/** A line's cost before and after, in words. */
export function lineAmounts({ before, after }: CostLineChange): { readonly before: string; readonly after: string } {
  const amount = (line: CostLineChange["before"]): string =>
    line === null ? "none" : line.monthly === null ? "depends on usage" : usd(line.monthly);
  return { before: amount(before), after: amount(after) };
}

function assessmentLines({ cost, failures, findings }: AssessmentChange, style: Style): string[] {
  return [...costLines(cost, style), ...failureLines(failures, style), ...findingLines(findings, style)];
}

function costLines(cost: CostChange, style: Style): string[] {
  const { bold, dim } = style.colours;
  const total = usd(cost.after.total);
  if (cost.lines.length === 0) return [`${bold("Cost change")}  none: ${total} a month, as before`];
  const shown = style.full ? cost.lines : cost.lines.slice(0, SHORT_LIST);
  const left = cost.lines.length - shown.length;
  return [
    `${bold("Cost change")}  ${signedUsd(cost.difference)} a month: ${usd(cost.before.total)} → ${total}`,
    ...shown.map((line) => {
      const { before, after } = lineAmounts(line);
      const why = line.reasons.length === 0 ? "" : dim(` (${line.reasons.join("; ")})`);
      return `  ${line.difference === null ? "" : `${signedUsd(line.difference)}  `}${itemOf(line)}: ${before} → ${after}${why}`;
    }),
    ...(left > 0 ? [dim(`  … and ${counted(left, "more line")} (--full shows all)`)] : []),
  ];
}

/** The resource and what is billed of it. */
export function itemOf({ urn, before, after }: CostLineChange): string {
  return `${displayResource(urn)}, ${(after ?? before)?.item}`;
}

function failureLines(failures: readonly FailureChange[], style: Style): string[] {
  if (failures.length === 0) return [];
  return [
    `${style.colours.bold("Failures")}  ${counted(failures.length, "outcome")} changed`,
    ...failures.map(({ domain, flow, before, after }) => `  ${domain}, ${flow}: ${before ?? "new"} → ${after}`),
  ];
}

function findingLines({ added, gone }: FindingChange, style: Style): string[] {
  if (added.length + gone.length === 0) return [];
  const { red, green, bold } = style.colours;
  const line = (finding: Finding): string =>
    `${finding.level} ${displayResource(finding.urn)}: ${finding.message} [${finding.rule}]`;
  return [
    bold("Findings"),
    ...added.map((finding) => red(`  + ${line(finding)}`)),
    ...gone.map((finding) => green(`  - ${line(finding)}`)),
  ];
}
