import type { FailureOutcome, FailureOutcomeKind } from "../../model/assessment";
import { isOperational } from "../../model/failures";
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

/** Each failure domain against each flow. Domains with the same outcome in every flow share a row. */
export function renderFailures(failures: readonly FailureOutcome[], style: Style): string {
  const { bold, dim } = style.colours;
  if (failures.length === 0)
    return `${bold("Failures")}  ${dim("no flow found: nothing in this program takes requests or messages")}`;
  const flows = [...new Set(failures.map((failure) => failure.flow))];
  const rows = grouped(failures);
  return [
    `${bold("Failures")}  ${failureSummary(failures)}`,
    "",
    table(
      style,
      [{ title: "what fails" }, { title: "which", width: 38 }, ...flows.map((flow) => ({ title: flow, width: 22 }))],
      rows.map((row) => [
        row.kind,
        domainsText(row.domains, style),
        ...flows.map((flow) => cell(row.cells.get(flow), style)),
      ]),
    ),
    ...reasons(rows, style),
  ].join("\n");
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
    const key = [kind, ...outcomes.map((each) => `${each.flow}=${cellText(each)}=${decidingType(each)}`)].join("|");
    const row = rows.get(key);
    if (row) row.domains.push(domain);
    else rows.set(key, { kind, domains: [domain], cells: new Map(outcomes.map((each) => [each.flow, each])) });
  }
  return [...rows.values()];
}

function decidingType(failure: FailureOutcome): string {
  // What is done to one tier can be done to the next: those that take it alike share a row, and the first one's reason.
  if (failure.outcome === "survives" || isOperational(failure.kind)) return "";
  return failure.reason.replaceAll(/\S*\d\S*/g, "");
}

function domainsText(domains: readonly string[], style: Style): string {
  const names = domains.map(domainName);
  if (style.full || names.length <= 3) return names.join(", ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

/** `zone:us-east-1a` as `us-east-1a`, `member:<urn>#2` as `aws.ec2.Instance web #2`. */
export function domainName(domain: string): string {
  const rest = domain.slice(domain.indexOf(":") + 1);
  if (!rest.startsWith("urn:")) return rest;
  const [urn = rest, index] = rest.split("#");
  return displayResource(urn) + (index === undefined ? "" : ` #${index}`);
}

function cell(failure: FailureOutcome | undefined, style: Style): string {
  const { green, yellow, red, dim } = style.colours;
  if (!failure) return dim("not affected");
  const colour = { survives: green, degrades: yellow, recovers: yellow, "needs-person": red, unknown: dim }[
    failure.outcome
  ];
  return colour(cellText(failure));
}

export function cellText(failure: FailureOutcome): string {
  switch (failure.outcome) {
    case "survives":
      return "survives";
    case "degrades":
      return failure.capacityShare === null || failure.capacityShare === 1
        ? "degrades"
        : `degrades to ${Math.round(failure.capacityShare * 100)} %`;
    case "recovers":
      return failure.recoverySeconds === null
        ? "recovers by itself"
        : `recovers in ${duration(failure.recoverySeconds)}`;
    case "needs-person":
      return "needs a person";
    case "unknown":
      return "unknown";
  }
}

/** Seconds as people say them: `45 s`, `2 min`, `1.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 360) / 10} h`;
}

/** Why, once per distinct sentence, for all that does not survive, with the resource that decides. */
function reasons(rows: readonly Row[], style: Style): string[] {
  const seen = new Map<string, string>();
  for (const row of rows) {
    for (const failure of row.cells.values()) {
      if (failure.outcome === "survives" || seen.has(failure.reason)) continue;
      const decides = failure.path.at(-1);
      const subject = decides === undefined ? failure.kind : `${failure.kind}, ${displayResource(decides)}`;
      const source = failure.source === null ? "" : ` [${failure.source}]`;
      seen.set(failure.reason, `${subject}: ${failure.reason}${source}`);
    }
  }
  if (seen.size === 0) return [];
  const lines = [...seen.values()].map((reason) => wrapped(`- ${reason}`, style.width, "  "));
  const shown = style.full ? lines : lines.slice(0, 14);
  const more = lines.length - shown.length;
  return ["", ...shown, ...(more > 0 ? [style.colours.dim(`  … and ${more} more reasons (--full shows all)`)] : [])];
}
