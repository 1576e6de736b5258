import pc from "picocolors";
import type { Finding } from "../../model/assessment";
import { saidAndFix } from "../findings/fix";
import { changeCounts, unallowedLosses } from "../report/change";
import { mandatoryViolations, type Report } from "../report/report";
import { type AssessmentChange, assessmentChange } from "../report/since";
import { usd } from "./cost";
import { failureSummary } from "./failure-matrix";
import { failuresByFlow } from "./markdown-failures";
import { code, table, text } from "./markdown-text";
import { counted, displayResource } from "./names";
import { renderReport } from "./report";
import { itemOf, lineAmounts, signedUsd } from "./since";

const LONG_LIST = 20;
/** GitHub cuts a comment at 65,536 characters; several environments share one. */
const MOST_DETAILS = 12_000;

/**
 * The report for a pull request: the verdict, what changes, what it costs more, what would be lost and which rules it breaks;
 * the whole report folded away below. The first line is a hidden marker, one per project and stack, by which a comment is
 * found again and updated.
 * @public required lazily, which the search for unused exports cannot see
 */
export function renderMarkdown(report: Report): string {
  const { plan, change, earlier } = report;
  const since = change === null || earlier === null ? null : assessmentChange(earlier, report, change);
  return [
    `<!-- zero-to-millions preview ${plan.project}/${plan.stack} -->`,
    `## ${code(plan.stack)} ${verdict(report)}`,
    summary(report, since),
    ...losses(report),
    ...costTable(since),
    ...failureList(since),
    ...findingList(report, since),
    ...failuresByFlow(report.failures),
    details(report),
  ].join("\n\n");
}

function verdict(report: Report): string {
  const faults = mandatoryViolations(report).length + unallowedLosses(report.change).length;
  return faults === 0 ? "passes" : "fails";
}

function summary({ plan, change, cost, failures, findings }: Report, since: AssessmentChange | null): string {
  const violations = findings.filter(({ outcome }) => outcome === "violation").length;
  const rows: (readonly [string, string])[] = [
    ["Plan", change === null ? `${plan.resources.length} resources` : changeText(change.changes)],
    ["Cost", costText(cost.monthly.total, since)],
    ["Failures", failures.length === 0 ? "no flow found" : failureSummary(failures)],
    ["Findings", violations === 0 ? "none" : counted(violations, "violation")],
  ];
  const against = change === null ? "" : `, against ${code(change.against)}`;
  return `${table(["", `${plan.project} in ${plan.region ?? "an unknown region"}${against}`], rows)}`;
}

function changeText(changes: Parameters<typeof changeCounts>[0]): string {
  const { same, ...others } = changeCounts(changes);
  const words = { create: "to create", update: "to update", replace: "**to replace**", delete: "to delete" };
  const parts = Object.entries(words).map(([kind, text]) => [others[kind as keyof typeof words], text] as const);
  const shown = parts.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
  return shown.length === 0 ? "no change" : `${shown.join(", ")}, ${same} the same`;
}

function costText(total: string, since: AssessmentChange | null): string {
  const now = `${usd(total)} a month`;
  if (since === null) return now;
  return since.cost.lines.length === 0 ? `${now}, as before` : `**${signedUsd(since.cost.difference)}** → ${now}`;
}

function losses({ change }: Report): string[] {
  const all = change?.losses ?? [];
  if (all.length === 0) return [];
  const lines = all.map((loss) => {
    const because = loss.why.length === 0 ? "" : ` Because ${loss.why.map(text).join("; ")}.`;
    const kind = loss.kind === "may-replace" ? "may replace" : loss.kind;
    return `- **${kind}** ${code(displayResource(loss.urn))}: ${text(loss.holds)}.${because}${loss.allowed ? " Allowed." : ""}`;
  });
  const lost = unallowedLosses(change).length;
  const head = lost > 0 ? "> [!CAUTION]\n> Data would be lost." : "### Data at stake";
  return [head, lines.join("\n")];
}

function costTable(since: AssessmentChange | null): string[] {
  if (since === null || since.cost.lines.length === 0) return [];
  const shown = since.cost.lines.slice(0, LONG_LIST);
  const rows = shown.map((line) => {
    const { before, after } = lineAmounts(line);
    const difference = line.difference === null ? "" : signedUsd(line.difference);
    return [itemOf(line), before, after, difference, line.reasons.join("; ")];
  });
  const left = since.cost.lines.length - shown.length;
  return [
    "### Cost change a month",
    table(["what", "before", "after", "difference", "because"], rows),
    ...(left > 0 ? [`… and ${counted(left, "more line")}.`] : []),
  ];
}

function failureList(since: AssessmentChange | null): string[] {
  if (since === null || since.failures.length === 0) return [];
  const rows = since.failures
    .slice(0, LONG_LIST)
    .map(({ domain, flow, before, after }) => [domainText(domain), flow, before ?? "new", after]);
  const left = since.failures.length - rows.length;
  return [
    "### Failures",
    table(["when this fails", "these requests", "before", "after"], rows),
    ...(left > 0 ? [`… and ${counted(left, "more outcome")}.`] : []),
  ];
}

/** `member:urn:…` as `member aws.ecs.Service web`. */
function domainText(domain: string): string {
  const [kind = "", ...rest] = domain.split(":");
  const name = rest.join(":");
  return `${kind} ${name.startsWith("urn:") ? displayResource(name) : name}`;
}

function findingList({ findings }: Report, since: AssessmentChange | null): string[] {
  const violations = findings.filter(({ outcome }) => outcome === "violation");
  const fixed = since?.findings.gone ?? [];
  if (violations.length + fixed.length === 0) return [];
  const added = new Set(since?.findings.added ?? []);
  const line = (finding: Finding): string => {
    const { said, fix } = saidAndFix(finding);
    // A rule's own words are Markdown; those for a resource have names in them that the program chose.
    const shown = fix === finding.remediation ? fix : text(fix);
    return `- ${added.has(finding) ? "**new** " : ""}${finding.severity}, ${finding.level}: ${code(displayResource(finding.urn))} ${text(said)} Fix: ${shown} (${code(finding.rule)})`;
  };
  return [
    "### Findings",
    [
      ...violations.map(line),
      ...fixed.map((finding) => `- fixed: ${code(displayResource(finding.urn))} (${code(finding.rule)})`),
    ].join("\n"),
  ];
}

function details(report: Report): string {
  const whole = renderReport({ ...report, change: null, earlier: null }, PLAIN);
  const cut = whole.length > MOST_DETAILS ? `${whole.slice(0, MOST_DETAILS)}\n… (cut)` : whole;
  // A fence longer than any inside.
  const fence = "`".repeat(Math.max(3, ...[...cut.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `<details><summary>The whole preview</summary>\n\n${fence}text\n${cut}\n${fence}\n\n</details>`;
}

const PLAIN = { colours: pc.createColors(false), width: 110, full: false };
