import type { FailureOutcome } from "../../model/assessment";
import type { Verdict } from "../rule";

/** Kinds of failure that a target can be set for. */
export const KINDS = [
  "member",
  "host",
  "zone",
  "region",
  "nat-gateway",
  "database-primary",
  "replica",
  "cache-node",
  "deployment",
  "bad-release",
  "poison-message",
  "lost-key",
  "lost-secret",
  "deletion",
] as const;

/** Seconds by kind of failure. */
export type Targets = { readonly [kind in (typeof KINDS)[number]]?: number };

/** A flow that is back too late after a failure, or of which nobody knows when. */
export function late(outcome: FailureOutcome, target: number | undefined): readonly Verdict[] {
  if (target === undefined) return [];
  const { outcome: what, recoverySeconds, flow, domain } = outcome;
  if (what === "unknown") return [verdict(outcome, "unknown", `how long ${flow} takes to be back is not known`)];
  if (what === "needs-person")
    return [verdict(outcome, "violation", `${flow} needs a person; it must be back in ${target} s`)];
  if (recoverySeconds === null || recoverySeconds <= target) return [];
  return [
    verdict(outcome, "violation", `${flow} is back in ${recoverySeconds} s; it must be in ${target} s (${domain})`),
  ];
}

/** A flow that may lose more of what it acknowledged than it may. */
export function losing(outcome: FailureOutcome, target: number | undefined): readonly Verdict[] {
  if (target === undefined || outcome.outcome === "unknown") return [];
  const { dataLossSeconds: loss, flow } = outcome;
  if (loss === null)
    return [
      verdict(outcome, "violation", `${flow} may lose writes of nobody knows how long; at most ${target} s may be`),
    ];
  return loss <= target
    ? []
    : [verdict(outcome, "violation", `${flow} may lose ${loss} s of writes; at most ${target} s may be`)];
}

function verdict(of: FailureOutcome, outcome: Verdict["outcome"], what: string): Verdict {
  const urn = of.path.at(-1) ?? "";
  return {
    outcome,
    urn,
    message: `Lose ${of.kind} ${of.domain.split("::").at(-1)}: ${what}. ${of.reason}`,
    failure: { kind: of.kind, domain: of.domain },
    flow: of.flow,
    cause: `${of.kind} ${urn}`,
  };
}
