import type { Plan } from "../../model/plan";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { cases } from "./cases";

/** Outcomes and messages of one rule. */
async function said(rule: string, plan: Plan): Promise<readonly string[]> {
  const config: PolicyConfig = { all: "disabled", [rule]: "mandatory" };
  return (await analyzePlan(plan, config)).map(({ outcome, message }) => `${outcome}: ${message}`);
}

describe.each(Object.entries(cases))("%s", (rule, { trips, passes }) => {
  it.each(trips.map((each) => [each.title, each] as const))("finds %s", async (_title, { plan, says }) => {
    const messages = await said(rule, plan);
    expect(messages.filter((message) => message.startsWith("violation"))).toEqual([expect.stringMatching(says ?? /./)]);
  });

  it.each(passes.map((each) => [each.title, each] as const))("lets pass %s", async (_title, { plan }) => {
    expect((await said(rule, plan)).filter((message) => message.startsWith("violation"))).toEqual([]);
  });
});
