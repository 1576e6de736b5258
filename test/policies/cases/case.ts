import type { Plan, PlannedResource } from "../../../model/plan";
import { type Inputs, PlanBuilder } from "../../model/plan-builder";

/** A plan, what is in it in words, and, where the rule must find something, what its message says. */
export interface Case {
  readonly title: string;
  readonly plan: Plan;
  readonly says?: RegExp;
}

/** Plans that a rule must find something in, and plans that look alike and are fine. */
export interface Cases {
  readonly trips: readonly Case[];
  readonly passes: readonly Case[];
}

/** Rule → its cases. */
export interface CasesByRule {
  readonly [rule: string]: Cases;
}

/** A plan of one resource, called `it`. */
export function one(type: string, inputs: Inputs, more: Partial<PlannedResource> = {}): Plan {
  return some((plan) => void plan.add(type, "it", inputs, more));
}

/** A plan of what is added. */
export function some(add: (plan: PlanBuilder) => void): Plan {
  const plan = new PlanBuilder();
  add(plan);
  return plan.plan();
}

/** Must find something that the pattern describes. */
export function trips(title: string, plan: Plan, says: RegExp): Case {
  return { title, plan, says };
}

/** Must find nothing. */
export function passes(title: string, plan: Plan): Case {
  return { title, plan };
}
