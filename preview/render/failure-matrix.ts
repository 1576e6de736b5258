import type { FailureOutcome, FailureOutcomeKind } from "../../model/assessment";
import { cellText, decidingReason, domainName, shortened } from "./failure-cells";
import { listedFailures, MOST_COLUMNS } from "./failure-list";
import { displayResource } from "./names";
import type { Style } from "./style";
import { table, wrapped } from "./table";

/** Domains that fare alike in every flow. */
export interface Row {
  readonly kind: string;
  readonly domains: string[];
  /** By flow. */
  readonly cells: ReadonlyMap<string, FailureOutcome>;
}

/**
 * Each failure domain against each flow, where domains with the same outcome in every flow share a row; with many flows a
 * list of what fares alike, the worst first.
 */
export function renderFailures(failures: readonly FailureOutcome[], style: Style): string {
  const { bold, dim } = style.colours;
  if (failures.length === 0)
    return `${bold("Failures")}  ${dim("no flow found: nothing in this program takes requests or messages")}`;
  const flows = [...new Set(failures.map((failure) => failure.flow))];
  return [
    `${bold("Failures")}  ${failureSummary(failures)}`,
    "",
    ...(flows.length > MOST_COLUMNS ? asList(failures, style) : asMatrix(failures, flows, style)),
  ].join("\n");
}

function asMatrix(failures: readonly FailureOutcome[], flows: readonly string[], style: Style): readonly string[] {
  const rows = grouped(failures);
  const matrix = table(
    style,
    [{ title: "what fails" }, { title: "which", width: 38 }, ...flows.map((flow) => ({ title: flow, width: 22 }))],
    rows.map((row) => [
      row.kind,
      shortened(row.domains.map(domainName), style.full),
      ...flows.map((flow) => cell(row.cells.get(flow), style)),
    ]),
  );
  const outcomes = rows.flatMap((row) => [...row.cells.values()]);
  return [matrix, ...reasons(outcomes, style)];
}

function asList(failures: readonly FailureOutcome[], style: Style): readonly string[] {
  const entries = listedFailures(failures);
  const list = table(
    style,
    [{ title: "what fails" }, { title: "which", width: 38 }, { title: "flows", width: 38 }, { title: "outcome" }],
    entries.map(({ kind, domains, flows, example }) => [
      kind,
      shortened(domains.map(domainName), style.full),
      shortened(flows, style.full),
      cell(example, style),
    ]),
  );
  return [
    list,
    ...reasons(
      entries.map(({ example }) => example),
      style,
    ),
  ];
}

export function failureSummary(failures: readonly FailureOutcome[]): string {
  const counts = new Map<FailureOutcomeKind, number>();
  for (const failure of failures) counts.set(failure.outcome, (counts.get(failure.outcome) ?? 0) + 1);
  const order: readonly FailureOutcomeKind[] = ["survives", "degrades", "recovers", "needs-person", "unknown"];
  return order
    .filter((outcome) => counts.has(outcome))
    .map((outcome) => `${counts.get(outcome)} ${OUTCOME_TEXT[outcome]}`)
    .join(", ");
}

const OUTCOME_TEXT: { readonly [outcome in FailureOutcomeKind]: string } = {
  survives: "survive",
  degrades: "degrade",
  recovers: "recover by themselves",
  "needs-person": "need a person",
  unknown: "unknown",
};

export function grouped(failures: readonly FailureOutcome[]): Row[] {
  const domains = new Map<string, FailureOutcome[]>();
  for (const failure of failures) {
    const same = domains.get(failure.domain);
    if (same) same.push(failure);
    else domains.set(failure.domain, [failure]);
  }
  const rows = new Map<string, Row>();
  for (const [domain, outcomes] of domains) {
    const kind = outcomes[0]?.kind ?? "";
    const key = [kind, ...outcomes.map((each) => `${each.flow}=${cellText(each)}=${decidingReason(each)}`)].join("|");
    const row = rows.get(key);
    if (row) row.domains.push(domain);
    else rows.set(key, { kind, domains: [domain], cells: new Map(outcomes.map((each) => [each.flow, each])) });
  }
  return [...rows.values()];
}

function cell(failure: FailureOutcome | undefined, style: Style): string {
  const { green, yellow, red, dim } = style.colours;
  if (!failure) return dim("not affected");
  const colour = { survives: green, degrades: yellow, recovers: yellow, "needs-person": red, unknown: dim }[
    failure.outcome
  ];
  return colour(cellText(failure));
}

/** Why, once per distinct sentence, for all that does not survive, with the resource that decides. */
function reasons(outcomes: readonly FailureOutcome[], style: Style): string[] {
  const seen = new Map<string, string>();
  for (const failure of outcomes) {
    if (failure.outcome === "survives" || seen.has(failure.reason)) continue;
    const decides = failure.path.at(-1);
    const subject = decides === undefined ? failure.kind : `${failure.kind}, ${displayResource(decides)}`;
    const source = failure.source === null ? "" : ` [${failure.source}]`;
    seen.set(failure.reason, `${subject}: ${failure.reason}${source}`);
  }
  if (seen.size === 0) return [];
  const lines = [...seen.values()].map((reason) => wrapped(`- ${reason}`, style.width, "  "));
  const shown = style.full ? lines : lines.slice(0, 14);
  const more = lines.length - shown.length;
  return ["", ...shown, ...(more > 0 ? [style.colours.dim(`  … and ${more} more reasons (--full shows all)`)] : [])];
}
