import type { FailureOutcome, FailureOutcomeKind, Finding } from "../../model/assessment";
import { type CostChange, compareCosts } from "../../model/cost";
import type { PlanChange } from "./change";
import type { Assessment } from "./report";

/** An outcome that an earlier plan had otherwise. */
export interface FailureChange {
  readonly domain: string;
  readonly flow: string;
  /** Null where the earlier plan had no such failure or flow. */
  readonly before: FailureOutcomeKind | null;
  readonly after: FailureOutcomeKind;
}

/** Violations that came and went. */
export interface FindingChange {
  readonly added: readonly Finding[];
  readonly gone: readonly Finding[];
}

/** What a change of the plan does to cost, failures and findings. */
export interface AssessmentChange {
  readonly cost: CostChange;
  readonly failures: readonly FailureChange[];
  readonly findings: FindingChange;
}

/** Compares the assessments of two plans; `changes` are those between the plans. */
export function assessmentChange(
  before: Assessment,
  after: Assessment,
  { changes }: Pick<PlanChange, "changes">,
): AssessmentChange {
  return {
    cost: compareCosts(before.cost, after.cost, changes),
    failures: failureChanges(before.failures, after.failures),
    findings: { added: missing(after.findings, before.findings), gone: missing(before.findings, after.findings) },
  };
}

function failureChanges(before: readonly FailureOutcome[], after: readonly FailureOutcome[]): readonly FailureChange[] {
  const key = ({ domain, flow }: FailureOutcome): string => `${domain} / ${flow}`;
  const known = new Map(before.map((failure) => [key(failure), failure.outcome]));
  return after
    .filter((failure) => known.get(key(failure)) !== failure.outcome)
    .map((failure) => ({
      domain: failure.domain,
      flow: failure.flow,
      before: known.get(key(failure)) ?? null,
      after: failure.outcome,
    }));
}

function missing(from: readonly Finding[], than: readonly Finding[]): readonly Finding[] {
  const key = (finding: Finding): string => `${finding.rule} ${finding.urn} ${finding.outcome}`;
  const known = new Set(than.map(key));
  return from.filter((finding) => finding.outcome === "violation" && !known.has(key(finding)));
}
