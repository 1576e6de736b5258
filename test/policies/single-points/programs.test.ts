import path from "node:path";
import type { Plan, PlannedResource, Urn } from "../../../model/plan";
import { list, text } from "../../../model/value";
import { analyzePlan } from "../../../policies/analyze";
import { recordProgram } from "../../../preview/recorder";

const MAIN = "no-single-point-of-failure";
const AVAILABILITY = new Set([MAIN, "health-checks-tell-the-truth", "failover-can-happen"]);

/** Each case of the program as a plan of its own. */
function casesOf(plan: Plan): readonly { readonly title: string; readonly expects: readonly string[]; plan: Plan }[] {
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

async function said(plan: Plan, outcome: "violation" | "unknown"): Promise<readonly string[]> {
  const findings = await analyzePlan(plan);
  return findings
    .filter((each) => each.outcome === outcome && AVAILABILITY.has(each.rule))
    .map(({ rule, urn }) => (rule === MAIN ? "" : `${rule}: `) + (urn.split("::").at(-1) ?? ""))
    .sort();
}

describe("programs as anyone would write them", () => {
  let cases: ReturnType<typeof casesOf> = [];
  beforeAll(async () => {
    const directory = path.join(__dirname, "program");
    cases = casesOf((await recordProgram({ directory, stack: "dev" })).plan);
  }, 240_000);

  it("are told exactly their single points of failure", async () => {
    const expected: [string, readonly string[]][] = [];
    const actual: [string, readonly string[]][] = [];
    for (const { title, expects, plan } of cases) {
      expected.push([title, [...expects].sort()]);
      actual.push([title, await said(plan, "violation")]);
    }
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it("are many, with and without", () => {
    const silent = cases.filter(({ expects }) => expects.length === 0);
    expect(silent.length).toBeGreaterThanOrEqual(25);
    expect(cases.length - silent.length).toBeGreaterThanOrEqual(55);
  });
});
