import type { FailureOutcome, FailureOutcomeKind } from "../../model/assessment";

/** What fails, as the table's columns have it. */
export const FAILURES = ["member", "zone", "database-primary", "region"] as const;
export type Failing = (typeof FAILURES)[number];

const ORDER: readonly FailureOutcomeKind[] = ["survives", "degrades", "recovers", "unknown", "needs-person"];
const SECONDS_PER_MINUTE = 60;

/**
 * What a failure of a kind does at worst, wherever it strikes: `survives`, `in 2 min`, `by hand`; apart for reads and for
 * writes where they differ, and a dash where there is nothing of that kind.
 */
export function survival(failures: readonly FailureOutcome[], kind: Failing): string {
  const ofKind = failures.filter((each) => each.kind === kind);
  const read = worst(ofKind.filter(({ flowKind }) => flowKind === "read"));
  const write = worst(ofKind.filter(({ flowKind }) => flowKind === "write"));
  if (read === undefined || write === undefined) return inWords(read ?? write);
  const words = [inWords(read), inWords(write)];
  return words[0] === words[1] ? inWords(read) : `reads ${words[0]}, writes ${words[1]}`;
}

function worst(outcomes: readonly FailureOutcome[]): FailureOutcome | undefined {
  const rank = ({ outcome, recoverySeconds }: FailureOutcome) =>
    [ORDER.indexOf(outcome), recoverySeconds ?? 0] as const;
  return [...outcomes].sort((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1])[0];
}

function inWords(outcome: FailureOutcome | undefined): string {
  switch (outcome?.outcome) {
    case undefined:
      return "–";
    case "survives":
    case "degrades":
      return "survives";
    case "recovers":
      return `in ${duration(outcome.recoverySeconds ?? 0)}`;
    case "needs-person":
      return "by hand";
    default:
      return "unknown";
  }
}

function duration(seconds: number): string {
  return seconds % SECONDS_PER_MINUTE === 0 ? `${seconds / SECONDS_PER_MINUTE} min` : `${seconds} s`;
}
