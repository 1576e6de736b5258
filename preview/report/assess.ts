import type { Finding } from "../../model/assessment";
import { assessCapacity, type PeakLoad } from "../../model/capacity";
import { type EstimateOptions, estimateCost } from "../../model/cost";
import { assessTopology, flowAvailability } from "../../model/failures";
import type { Plan } from "../../model/plan";
import type { Saving } from "../../model/savings";
import { buildTopology } from "../../model/topology/build";
import { analyzePack } from "../../policies/analyze";
import type { Recording } from "../recorder/recording";
import type { PlanChange } from "./change";
import type { CostDeclaration } from "./cost-files";
import { declaredLoad } from "./declared-load";
import { declaredPeak } from "./declared-peak";
import { policyLevels } from "./policy-levels";
import { redactor } from "./redaction";
import type { Assessment, Report } from "./report";

/** Where the levels of the policies come from. */
export interface AssessmentOptions {
  readonly stack: string;
  readonly policyConfig: string | undefined;
  /** What the account uses and pays, where files say so. */
  readonly declaredCost?: CostDeclaration | undefined;
  /** Looks for what could be cheaper, which takes as long as several assessments. */
  readonly savings?: boolean;
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
  const peak = load === undefined ? undefined : declaredPeak(plan.project, plan.stack, config, load);
  const levels = policyLevels(options);
  const assessed = async (of: Plan): Promise<Assessment> => {
    // What is to be deleted costs nothing, serves nobody and breaks no rule.
    const standing: Plan = { ...of, resources: of.resources.filter(({ op }) => op !== "delete") };
    const declared = options.declaredCost?.(standing, of === plan ? "all-named" : "some-missing");
    const priced = { ...declared?.options, ...(load === undefined ? {} : { usage: load }) };
    const cost = estimateCost(standing, priced);
    const topology = buildTopology(standing);
    const { findings, ...unjudged } = await analyzePack(standing, levels, recording.configuredSecrets?.());
    return {
      cost: { ...cost, assumptions: [...(declared?.assumptions ?? []), ...cost.assumptions] },
      failures: assessTopology(topology),
      availability: flowAvailability(topology),
      findings: fixesPriced(findings, standing, priced),
      ...unjudged,
      capacity: peak === undefined ? null : assessCapacity(standing, peak),
      saving: peak === undefined || of !== plan || options.savings !== true ? null : savingOf(standing, peak, priced),
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

function fixesPriced(findings: readonly Finding[], plan: Plan, options: EstimateOptions): readonly Finding[] {
  if (findings.length === 0) return findings;
  const { withFixCosts } = require("../../model/cost/fixes") as typeof import("../../model/cost/fixes");
  return withFixCosts(findings, plan, options);
}

function savingOf(plan: Plan, peak: PeakLoad, options: EstimateOptions): Saving | null {
  const { largestSaving } = require("../../model/savings") as typeof import("../../model/savings");
  return largestSaving(plan, peak, options);
}
