import type { CostReport } from "../../model/assessment";
import { type DeclaredLoad, estimateCost } from "../../model/cost";
import { assessFailures } from "../../model/failures";
import type { Plan } from "../../model/plan";
import { analyzePlan } from "../../policies/analyze";
import type { Recording } from "../recorder/recording";
import type { PlanChange } from "./change";
import type { CostDeclaration, DeclaredCost } from "./cost-files";
import { declaredLoad } from "./declared-load";
import { policyLevels } from "./policy-levels";
import { redactor } from "./redaction";
import type { Assessment, Report } from "./report";

/** Where the levels of the policies come from. */
export interface AssessmentOptions {
  readonly stack: string;
  readonly policyConfig: string | undefined;
  /** What the account uses and pays, where files say so. */
  readonly declaredCost?: CostDeclaration | undefined;
}

/**
 * Asks the model and the policy pack about a recorded plan.
 * @public required lazily, which the search for unused exports cannot see
 */
export async function assess(
  recording: Recording,
  change: PlanChange | null,
  options: AssessmentOptions,
): Promise<Report> {
  const { plan, assumed, messages, config } = recording;
  const load = declaredLoad(plan.project, plan.stack, config);
  const levels = policyLevels(options);
  const assessed = async (of: Plan): Promise<Assessment> => {
    // What is to be deleted costs nothing, serves nobody and breaks no rule.
    const standing: Plan = { ...of, resources: of.resources.filter(({ op }) => op !== "delete") };
    return {
      cost: costOf(standing, load, options.declaredCost?.(standing, of === plan ? "all-named" : "some-missing")),
      failures: assessFailures(standing),
      findings: await analyzePlan(standing, levels),
    };
  };
  const redacted = redactor(plan);
  return {
    plan,
    change,
    ...(await assessed(plan)),
    earlier: change === null ? null : await assessed(change.before),
    assumed,
    messages: messages.map((message) => ({ ...message, text: redacted(message.text) })),
  };
}

function costOf(plan: Plan, load: DeclaredLoad | undefined, declared: DeclaredCost | undefined): CostReport {
  const cost = estimateCost(plan, { ...declared?.options, ...(load === undefined ? {} : { usage: load }) });
  return declared === undefined ? cost : { ...cost, assumptions: [...declared.assumptions, ...cost.assumptions] };
}
