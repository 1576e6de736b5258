import type { Assumption, CostReport, FailureOutcome, Finding, FlowAvailability } from "../../model/assessment";
import type { CapacityReport } from "../../model/capacity";
import type { Plan } from "../../model/plan";
import type { Saving } from "../../model/savings";
import type { NotApplicable } from "../../policies/analyze";
import type { ProgramMessage } from "../recorder/recording";
import type { PlanChange } from "./change";

/** Version of the report's shape; raised when a key changes its meaning or goes away. */
export const REPORT_VERSION = 1;

/** What the model and the policies say of a plan. */
export interface Assessment {
  readonly cost: CostReport;
  readonly failures: readonly FailureOutcome[];
  /** Per flow, what AWS's published service levels add up to. */
  readonly availability: readonly FlowAvailability[];
  readonly findings: readonly Finding[];
  /** Rules that found nothing in the plan to judge, each with the reason. */
  readonly notApplicable: readonly NotApplicable[];
  /** Rules that the configuration turns off. */
  readonly disabled: readonly string[];
  /** Null where no load is declared. */
  readonly capacity: CapacityReport | null;
  /** The change of one size that saves most and leaves every target met; null without one, without a declared load, or where nobody looked. */
  readonly saving: Saving | null;
}

/** Everything a preview found out, as the renderers and `--json` use it. */
export interface Report extends Assessment {
  readonly plan: Plan;
  /** What is different from an earlier plan; null when nobody asked. */
  readonly change: PlanChange | null;
  /** The assessment of that earlier plan, under the load declared now; null without one. */
  readonly earlier: Assessment | null;
  readonly assumed: readonly Assumption[];
  readonly messages: readonly ProgramMessage[];
}

export function mandatoryViolations(report: Report): readonly Finding[] {
  return report.findings.filter((finding) => finding.outcome === "violation" && finding.level === "mandatory");
}
