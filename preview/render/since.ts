import Big from "big.js";
import type { FailureOutcome, Finding } from "../../model/assessment";
import { planChange } from "../report/change";
import type { Report } from "../report/report";
import { renderChange } from "./change";
import { usd } from "./cost";
import { counted, displayResource } from "./names";
import type { Style } from "./style";

/** What is different from the last preview: resources and properties, the bill, failures, findings. */
export function renderSince(last: Report, now: Report, files: readonly string[], style: Style): string {
  const change = planChange("the last preview", last.plan, now.plan, new Set());
  return [
    style.colours.bold(`Saved: ${files.join(", ")}`),
    renderChange(change, now.plan, style),
    `${style.colours.bold("Cost")}  ${costChange(last, now)}`,
    ...failureChange(last, now, style),
    ...findingChange(last, now, style),
  ].join("\n");
}

function costChange(last: Report, now: Report): string {
  const difference = new Big(now.cost.monthly.total).minus(last.cost.monthly.total);
  if (difference.eq(0)) return `${usd(now.cost.monthly.total)} a month, as before`;
  const sign = difference.gt(0) ? "+" : "-";
  return `${usd(now.cost.monthly.total)} a month, ${sign}${usd(difference.abs().toString())}`;
}

function failureChange(last: Report, now: Report, style: Style): string[] {
  const key = ({ domain, flow }: FailureOutcome): string => `${domain} / ${flow}`;
  const before = new Map(last.failures.map((failure) => [key(failure), failure.outcome]));
  const different = now.failures.filter((failure) => before.get(key(failure)) !== failure.outcome);
  if (different.length === 0) return [];
  return [
    `${style.colours.bold("Failures")}  ${counted(different.length, "outcome")} changed`,
    ...different.map((each) => `  ${each.domain}, ${each.flow}: ${before.get(key(each)) ?? "new"} → ${each.outcome}`),
  ];
}

function findingChange(last: Report, now: Report, style: Style): string[] {
  const { red, green, bold } = style.colours;
  const key = (finding: Finding): string => `${finding.rule} ${finding.urn} ${finding.outcome}`;
  const missing = (from: Report, than: Report): readonly Finding[] => {
    const known = new Set(than.findings.map(key));
    return from.findings.filter((finding) => finding.outcome === "violation" && !known.has(key(finding)));
  };
  const added = missing(now, last);
  const gone = missing(last, now);
  if (added.length + gone.length === 0) return [];
  const line = (finding: Finding): string =>
    `${finding.level} ${displayResource(finding.urn)}: ${finding.message} [${finding.rule}]`;
  return [
    bold("Findings"),
    ...added.map((finding) => red(`  + ${line(finding)}`)),
    ...gone.map((finding) => green(`  - ${line(finding)}`)),
  ];
}
