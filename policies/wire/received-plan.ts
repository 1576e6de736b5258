import type { Plan } from "../../model/plan";

const plans = new WeakMap<object, () => Plan>();

/** Lets the first resource of a stack, by what policies are given of its properties, stand for the plan of all. */
export function standForPlan(properties: object, plan: () => Plan): void {
  plans.set(properties, plan);
}

/** The plan for which the resource with these properties stands; undefined where it stands for itself. */
export function receivedPlan(properties: object): Plan | undefined {
  return plans.get(properties)?.();
}
