import type { Policy, ReportViolation, StackValidationPolicy } from "@pulumi/policy";
import type { Finding, FindingKind, Severity } from "../model/assessment";
import type { Urn } from "../model/plan";
import { noteEvidence } from "./evidence";
import { type Exemption, exemptionOf, exemptionSchema } from "./exemptions";
import { type Subject, subjectOf } from "./subject";

/** What a rule says of one resource. What it does not mention has passed. */
export interface Verdict {
  readonly outcome: "violation" | "unknown";
  readonly urn: Urn;
  /** One full sentence about the resource. */
  readonly message: string;
  readonly failure?: Finding["failure"];
  readonly flow?: string | null;
}

/** What an author writes: why in the comment above it, how to fix it, and a reading of the model. */
export interface RuleArgs extends Policy {
  readonly severity: Severity;
  readonly remediationSteps: string;
  readonly url: string;
  /** What a finding of this rule is about. */
  readonly kind: FindingKind;
  /** Asks the model. Each verdict stands for one resource. */
  readonly judge: (subject: Subject) => readonly Verdict[];
}

export type Rule = StackValidationPolicy & Omit<RuleArgs, "judge">;

/** A stack policy that reports a rule's verdicts. */
export function rule({ judge, ...args }: RuleArgs): Rule {
  return {
    enforcementLevel: "mandatory",
    configSchema: exemptionSchema,
    ...args,
    validateStack: (stack, report) => {
      const { exemptions = [] } = stack.getConfig<{ exemptions?: readonly Exemption[] }>();
      for (const verdict of judge(subjectOf(stack.resources))) {
        const exemption = exemptionOf(verdict, exemptions);
        reportVerdict(args, verdict, exemption, report);
      }
    },
  };
}

/** What the SDK takes as a violation besides a text; it is not in its types. */
interface ViolationInfo {
  readonly message: string;
  readonly urn: Urn;
  /** Instead of the policy's own level. */
  readonly enforcementLevel?: "advisory";
}

function reportVerdict(
  { name }: Policy,
  verdict: Verdict,
  exemption: Exemption | undefined,
  report: ReportViolation,
): void {
  const outcome = exemption ? "exempt" : verdict.outcome;
  const message = exemption
    ? `Exempt (${exemption.id}: ${exemption.reason}): ${verdict.message}`
    : verdict.outcome === "unknown"
      ? `Unknown at preview: ${verdict.message}`
      : verdict.message;
  noteEvidence({ rule: name, ...verdict, outcome, message });
  // Only a violation may stop a deployment; the other outcomes are said, and no more.
  const level = outcome === "violation" ? {} : { enforcementLevel: "advisory" as const };
  const info: ViolationInfo = { message, urn: verdict.urn, ...level };
  (report as unknown as (violation: ViolationInfo) => void)(info);
}
