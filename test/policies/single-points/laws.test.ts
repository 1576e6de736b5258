import fc from "fast-check";
import type { Plan, PlannedResource, Urn } from "../../../model/plan";
import { analyzePlan } from "../../../policies/analyze";
import { GROWTHS, SMALLEST, size, sized } from "./sized";

async function violations(plan: Plan): Promise<readonly string[]> {
  const findings = await analyzePlan(plan);
  return findings
    .filter(({ outcome }) => outcome === "violation")
    .map(({ rule, urn }) => `${rule} ${urn.split("::").at(-1)}`)
    .sort();
}

/** The same plan with every URN written another way. */
function rewritten(plan: Plan, urnOf: (resource: PlannedResource) => Urn, nameOf = (name: string) => name): Plan {
  const urns = new Map(plan.resources.map((each) => [each.urn, urnOf(each)]));
  const now = (urn: Urn) => urns.get(urn) ?? urn;
  const resources = plan.resources.map((each) => ({
    ...each,
    urn: now(each.urn),
    name: nameOf(each.name),
    parent: each.parent === null ? null : now(each.parent),
    provider: each.provider === null ? null : now(each.provider),
    dependencies: each.dependencies.map(now),
    propertyDependencies: Object.fromEntries(
      Object.entries(each.propertyDependencies).map(([property, from]) => [property, from.map(now)]),
    ),
  }));
  return { ...plan, resources };
}

describe("laws of the pack", () => {
  it("one more member, zone, gateway or standby never adds a finding, and one less never takes one away", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.constantFrom(...GROWTHS), async (of, grow) => {
        const [less, more] = [await violations(sized(of)), await violations(sized(grow(of)))];
        expect(less).toEqual(expect.arrayContaining([...more]));
      }),
      { numRuns: 40 },
    );
  });

  it("other names change nothing but names", async () => {
    const renamed = (name: string) => `x${[...name].reverse().join("")}`;
    await fc.assert(
      fc.asyncProperty(size, async (of) => {
        const plan = sized(of);
        const isProvider = (type: string) => type.startsWith("pulumi:");
        const other = rewritten(
          plan,
          ({ urn, type, name }) => (isProvider(type) ? urn : urn.slice(0, -name.length) + renamed(name)),
          renamed,
        );
        const expected = (await violations(plan)).map((each) => each.replace(/\S+$/, renamed)).sort();
        expect(await violations(other)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it("another order changes nothing", async () => {
    const plan = sized(SMALLEST);
    const expected = await violations(plan);
    const orders = fc.shuffledSubarray([...plan.resources], { minLength: plan.resources.length });
    await fc.assert(
      fc.asyncProperty(orders, async (resources) => {
        // The order of findings is the plan's; what they say is not.
        expect(await violations({ ...plan, resources })).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it("what components resources are in changes nothing", async () => {
    const component = fc.constantFrom("acme:web:Site", "zero-to-millions:data:Database", "awsx:ec2:Vpc");
    await fc.assert(
      fc.asyncProperty(size, component, async (of, type) => {
        const plan = sized(of);
        const inside = rewritten(plan, (each) =>
          each.type.startsWith("pulumi:") ? each.urn : each.urn.replace(`::${each.type}::`, `::${type}$${each.type}::`),
        );
        expect(await violations(inside)).toEqual(await violations(plan));
      }),
      { numRuns: 10 },
    );
  });
});
