import fc from "fast-check";
import type { FailureOutcome } from "../../../model/assessment";
import { assessFailures, singlePointsOfFailure } from "../../../model/failures";
import { isWorse } from "../../../model/failures/impact";
import { buildTopology } from "../../../model/topology/build";
import { ZONES } from "../networks";
import { from } from "../plan-builder";
import { shop } from "../shop";

const count = fc.integer({ min: 1, max: 12 });
const zones = fc.integer({ min: 1, max: 3 });

function byFailure(outcomes: readonly FailureOutcome[]): ReadonlyMap<string, FailureOutcome> {
  return new Map(outcomes.map((each) => [`${each.domain}|${each.flow}`, each]));
}

function spread(desiredCount: number, zoneCount: number) {
  return shop({
    service: ({ privateSubnets }) => ({
      desiredCount,
      networkConfiguration: { subnets: privateSubnets.slice(0, zoneCount).map((each) => from(each)) },
    }),
  });
}

/** No failure that both plans know is worse in the second. */
function expectNoWorse(before: readonly FailureOutcome[], after: readonly FailureOutcome[]): void {
  const then = byFailure(before);
  for (const [key, now] of byFailure(after)) {
    const was = then.get(key);
    if (was && isWorse(now.outcome, was.outcome)) throw new Error(`${key}: ${was.outcome} became ${now.outcome}`);
  }
}

describe("laws of the failure model", () => {
  it("one more member never makes any failure worse", () => {
    fc.assert(
      fc.property(count, zones, (members, inZones) => {
        expectNoWorse(assessFailures(spread(members, inZones)), assessFailures(spread(members + 1, inZones)));
      }),
      { numRuns: 30 },
    );
  });

  it("one more zone never adds a single point of failure", () => {
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 2 }), (members, inZones) => {
        const urns = (plan: ReturnType<typeof shop>) =>
          singlePointsOfFailure(buildTopology(plan)).map((each) => each.urn);
        const before = urns(spread(members, inZones));
        return urns(spread(members, inZones + 1)).every((urn) => before.includes(urn));
      }),
      { numRuns: 30 },
    );
  });

  it("the worst zone leaves what an even spread leaves, rounded down", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 3 }), (members, inZones) => {
        const outcomes = assessFailures(spread(members, inZones));
        const lost = outcomes.find((each) => each.domain === `zone:${ZONES[0]}` && each.flowKind === "write");
        const left = members - Math.ceil(members / inZones);
        expect(lost?.capacityShare).toBeCloseTo(left / members);
      }),
      { numRuns: 30 },
    );
  });

  it("the order of resources changes nothing", () => {
    const plan = shop();
    const expected = [...byFailure(assessFailures(plan)).entries()].sort();
    fc.assert(
      fc.property(fc.shuffledSubarray([...plan.resources], { minLength: plan.resources.length }), (resources) => {
        const outcomes = byFailure(assessFailures({ ...plan, resources }));
        expect([...outcomes.keys()].sort()).toEqual(expected.map(([key]) => key));
        for (const [key, was] of expected) expect(outcomes.get(key)?.outcome).toBe(was.outcome);
      }),
      { numRuns: 20 },
    );
  });
});
