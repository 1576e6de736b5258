import type { Plan, PlannedResource, Urn } from "../../../model/plan";
import { list, text } from "../../../model/value";
import { analyzePlan, type PolicyConfig } from "../../../policies/analyze";
import { recordProgram } from "../../../preview/recorder";

const MAIN = "no-single-point-of-failure";
const AVAILABILITY = new Set([MAIN, "health-checks-tell-the-truth", "failover-can-happen"]);

/** A small program, and what the pack should say of it. */
export interface Told {
  readonly title: string;
  readonly expects: readonly string[];
  readonly plan: Plan;
}

/** Each case of a directory's program as a plan of its own; the program is recorded once. */
export async function casesIn(directory: string): Promise<readonly Told[]> {
  return casesOf((await recordProgram({ directory, stack: "dev" })).plan);
}

function casesOf(plan: Plan): readonly Told[] {
  const owner = new Map<Urn, Urn>();
  for (const { urn, parent, type } of plan.resources) {
    const above = type.startsWith("case:") ? urn : parent === null ? undefined : owner.get(parent);
    if (above !== undefined) owner.set(urn, above);
  }
  const resources = new Map<Urn, PlannedResource[]>();
  const shared = plan.resources.filter(({ urn }) => !owner.has(urn));
  for (const resource of plan.resources) {
    const of = owner.get(resource.urn);
    if (of !== undefined) resources.set(of, [...(resources.get(of) ?? shared), resource]);
  }
  return plan.resources
    .filter(({ type }) => type.startsWith("case:"))
    .map(({ urn, name, outputs }) => ({
      title: name,
      expects: list(outputs.expects).map((each) => text(each) ?? ""),
      plan: { ...plan, resources: resources.get(urn) ?? [] },
    }));
}

/** Names of the resources that a plan's availability findings are about, those of other rules after the rule's name. */
export async function said(
  plan: Plan,
  outcome: "violation" | "unknown",
  config: PolicyConfig = {},
): Promise<readonly string[]> {
  const findings = await analyzePlan(plan, config);
  return findings
    .filter((each) => each.outcome === outcome && AVAILABILITY.has(each.rule))
    .map(({ rule, urn }) => (rule === MAIN ? "" : `${rule}: `) + (urn.split("::").at(-1) ?? ""))
    .sort();
}
