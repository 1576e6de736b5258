import type { FailureOutcome, FailureOutcomeKind } from "../../model/assessment";
import { cellText, decidingReason } from "./failure-cells";

/** Most flows that a matrix of failures has columns for: with more it is wider than any page, and mostly empty. */
export const MOST_COLUMNS = 6;

/** Failures of a kind that do the same to flows for the same reason. */
export interface ListedFailure {
  readonly kind: string;
  readonly domains: readonly string[];
  readonly flows: readonly string[];
  /** The first of them, for all. */
  readonly example: FailureOutcome;
}

const WORST_FIRST: readonly FailureOutcomeKind[] = ["needs-person", "unknown", "recovers", "degrades", "survives"];

/** One entry for all failures of a kind that fare alike, the worst first. */
export function listedFailures(failures: readonly FailureOutcome[]): readonly ListedFailure[] {
  const entries = new Map<string, { example: FailureOutcome; domains: Set<string>; flows: Set<string> }>();
  for (const failure of failures) {
    const key = [failure.kind, cellText(failure), decidingReason(failure)].join("|");
    const known = entries.get(key) ?? { example: failure, domains: new Set(), flows: new Set() };
    known.domains.add(failure.domain);
    known.flows.add(failure.flow);
    entries.set(key, known);
  }
  return [...entries.values()]
    .map(({ example, domains, flows }) => ({ kind: example.kind, example, domains: [...domains], flows: [...flows] }))
    .sort((a, b) => rank(a) - rank(b));
}

function rank({ example }: ListedFailure): number {
  return WORST_FIRST.indexOf(example.outcome);
}
