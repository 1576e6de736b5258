import type { Finding } from "../../model/assessment";
import type { Plan } from "../../model/plan";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";

/** Findings of a plan as `rule outcome resource`. */
export async function found(plan: Plan, config?: PolicyConfig): Promise<readonly string[]> {
  return (await analyzePlan(plan, config)).map(summary);
}

function summary({ rule, outcome, urn }: Finding): string {
  return `${rule} ${outcome} ${urn.split("::").at(-1)}`;
}
