import type { Policy, ReportViolation } from "@pulumi/policy";
import type { Urn } from "../model/plan";
import { noteEvidence } from "./evidence";
import { type Exemption, exemptionOf } from "./exemptions";
import type { Subject } from "./subject";
import type { Verdict } from "./verdict";

/** What the SDK takes as a violation besides a text; it is not in its types. */
interface ViolationInfo {
  readonly message: string;
  readonly urn: Urn;
  /** Instead of the policy's own level. */
  readonly enforcementLevel?: "advisory";
}

/** A rule, as far as its findings say something of it. */
interface Reporting extends Policy {
  readonly inComponents?: { readonly [type: string]: string };
}

/** Reports a verdict as the SDK knows it, and notes beside it what the SDK has no place for. */
export function reportVerdict(
  rule: Reporting,
  subject: Subject,
  verdict: Verdict,
  exemptions: readonly Exemption[],
  report: ReportViolation,
): void {
  const answer = exemptionOf(verdict, exemptions, new Date());
  const outcome = answer.exempt ? "exempt" : verdict.outcome;
  const unknown = outcome === "unknown" ? "Unknown at preview: " : "";
  const message = `${answer.note}${unknown}${verdict.message}${componentFix(rule, subject, verdict.urn)}`;
  noteEvidence({ rule: rule.name, ...verdict, outcome, message });
  // Only a violation may stop a deployment; the other outcomes are said, and no more.
  const level = outcome === "violation" ? {} : { enforcementLevel: "advisory" as const };
  const info: ViolationInfo = { message, urn: verdict.urn, ...level };
  (report as unknown as (violation: ViolationInfo) => void)(info);
}

/** Where the resource is part of a component that has an argument for it: that argument. */
function componentFix({ inComponents }: Reporting, { index }: Subject, urn: Urn): string {
  if (inComponents === undefined) return "";
  for (let at = index.get(urn); at !== undefined; at = at.parent === null ? undefined : index.get(at.parent)) {
    const fix = inComponents[at.type];
    if (fix !== undefined) return ` In ${at.type.split(":").at(-1)} ${at.name}: ${fix}`;
  }
  return "";
}
