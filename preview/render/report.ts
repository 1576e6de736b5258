import { unallowedLosses } from "../report/change";
import { mandatoryViolations, type Report } from "../report/report";
import { renderAssumed } from "./assumed";
import { renderAvailability } from "./availability";
import { renderCapacity, renderSaving } from "./capacity";
import { renderChange } from "./change";
import { renderCost } from "./cost";
import { renderFailures } from "./failure-matrix";
import { renderFindings } from "./findings";
import { renderMessages } from "./messages";
import { counted } from "./names";
import { renderPlan } from "./plan-tree";
import { renderAssessmentChange } from "./since";
import type { Style } from "./style";

/** The report as people read it on a terminal or in a log. */
export function renderReport(report: Report, style: Style): string {
  const { bold, dim } = style.colours;
  const { plan } = report;
  return [
    `${bold(`${plan.project} / ${plan.stack}`)}${plan.region === null ? "" : ` in ${plan.region}`}  ${dim("offline preview: no account, no network, nothing was created")}`,
    renderMessages(report.messages, style),
    renderPlan(plan, style),
    renderChange(report.change, plan, style),
    renderAssessmentChange(report, style),
    renderCost(report.cost, plan, style),
    renderCapacity(report.capacity, style),
    renderFailures(report.failures, style),
    renderAvailability(report.availability, style),
    renderFindings(report, style),
    renderSaving(report.saving, style),
    renderAssumed(report.assumed, style),
    verdict(report, style),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

function verdict(report: Report, style: Style): string {
  const { red, green } = style.colours;
  const mandatory = mandatoryViolations(report).length;
  const lost = unallowedLosses(report.change).length;
  const faults = [
    ...(mandatory > 0 ? [counted(mandatory, "mandatory finding")] : []),
    ...(lost > 0 ? [`${counted(lost, "resource")} with data would be lost`] : []),
  ];
  if (faults.length === 0) return green("No mandatory finding: this preview passes.");
  return red(`${faults.join(", ")}: this preview fails.`);
}
