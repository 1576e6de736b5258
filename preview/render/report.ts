import { mandatoryViolations, type Report } from "../report/report";
import { renderAssumed } from "./assumed";
import { renderCost } from "./cost";
import { renderFailures } from "./failure-matrix";
import { renderFindings } from "./findings";
import { renderMessages } from "./messages";
import { counted } from "./names";
import { renderPlan } from "./plan-tree";
import type { Style } from "./style";

/** The report as people read it on a terminal or in a log. */
export function renderReport(report: Report, style: Style): string {
  const { bold, dim, red, green } = style.colours;
  const { plan } = report;
  const mandatory = mandatoryViolations(report).length;
  const verdict =
    mandatory === 0
      ? green("No mandatory finding: this preview passes.")
      : red(`${counted(mandatory, "mandatory finding")}: this preview fails.`);
  return [
    `${bold(`${plan.project} / ${plan.stack}`)}${plan.region === null ? "" : ` in ${plan.region}`}  ${dim("offline preview: no account, no network, nothing was created")}`,
    renderMessages(report.messages, style),
    renderPlan(plan, style),
    renderCost(report.cost, style),
    renderFailures(report.failures, style),
    renderFindings(report.findings, style),
    renderAssumed(report.assumed, style),
    verdict,
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}
