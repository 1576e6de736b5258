import type { Finding } from "../../model/assessment";
import type { Plan } from "../../model/plan";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { families } from "../../policies/rules";

/** Findings of a plan as `rule outcome resource`, by the rules of these families. */
export async function found(
  plan: Plan,
  config: PolicyConfig = {},
  from: readonly string[] = ["availability"],
): Promise<readonly string[]> {
  const others = Object.entries(families).flatMap(([family, rules]) => (from.includes(family) ? [] : rules));
  const disabled = Object.fromEntries(others.map(({ name }) => [name, "disabled" as const]));
  return (await analyzePlan(plan, { ...disabled, ...config })).map(summary);
}

function summary({ rule, outcome, urn }: Finding): string {
  return `${rule} ${outcome} ${urn.split("::").at(-1)}`;
}
