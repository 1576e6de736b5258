import type { Finding } from "../model/assessment";
import type { Urn } from "../model/plan";

/** What a rule says of one resource. What it does not mention has passed. */
export interface Verdict {
  readonly outcome: "violation" | "unknown";
  readonly urn: Urn;
  /** One full sentence about the resource. */
  readonly message: string;
  readonly failure?: Finding["failure"];
  readonly flow?: string | null;
  /**
   * What several verdicts come from, such as the security group of which each rule is open: they become one finding.
   * @default - the resource
   */
  readonly cause?: string;
}

/** One verdict per outcome and cause, which says what all of them say. The first one's resource, failure and flow stand. */
export function mergedVerdicts(verdicts: readonly Verdict[]): readonly Verdict[] {
  const related = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const key = `${verdict.outcome}\n${verdict.cause ?? verdict.urn}`;
    const known = related.get(key);
    if (known) known.push(verdict);
    else related.set(key, [verdict]);
  }
  return [...related.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return [{ ...first, message: [...new Set([first, ...others].map(({ message }) => message))].join(" ") }];
  });
}
