import { estimateCost } from "../../model/cost";
import { assessFailures } from "../../model/failures";
import { analyzePlan } from "../../policies/analyze";
import type { Recording } from "../recorder/recording";
import { policyLevels } from "./policy-levels";
import type { Report } from "./report";

/** Where the levels of the policies come from. */
export interface AssessmentOptions {
  readonly stack: string;
  readonly policyConfig: string | undefined;
}

/** Asks the model and the policy pack about a recorded plan. */
export async function assess(recording: Recording, options: AssessmentOptions): Promise<Report> {
  const { plan, assumed, messages } = recording;
  return {
    plan,
    cost: estimateCost(plan, {}),
    failures: assessFailures(plan),
    findings: await analyzePlan(plan, policyLevels(options)),
    assumed,
    messages,
  };
}
