import fc from "fast-check";
import { comparePlans, losses } from "../../../model/change";
import { plans } from "./arbitrary-plan";

const kindsByUrn = (changes: ReturnType<typeof comparePlans>): Map<string, string> =>
  new Map(changes.map(({ urn, kind }) => [urn, kind]));

describe("laws of the change between two plans", () => {
  test("a plan has no change from itself", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const changes = comparePlans(plan, plan);
        expect(changes.filter(({ kind }) => kind !== "same")).toEqual([]);
        expect(changes.map(({ urn }) => urn)).toEqual(plan.resources.map(({ urn }) => urn));
        expect(losses(changes)).toEqual([]);
      }),
    );
  });

  test("what one direction creates the other deletes, and what changes changes in both", () => {
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        const there = kindsByUrn(comparePlans(one, other));
        const back = kindsByUrn(comparePlans(other, one));
        expect([...there.keys()].sort()).toEqual([...back.keys()].sort());
        for (const [urn, kind] of there) {
          expect(back.get(urn) === "delete").toBe(kind === "create");
          expect(back.get(urn) === "create").toBe(kind === "delete");
        }
      }),
    );
  });

  test("each resource of either plan is in the change once", () => {
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        const urns = comparePlans(one, other).map(({ urn }) => urn);
        const all = new Set([...one.resources, ...other.resources].map(({ urn }) => urn));
        expect(urns.length).toBe(all.size);
        expect(new Set(urns)).toEqual(all);
      }),
    );
  });

  test("only what a plan has can be lost, and a creation loses nothing", () => {
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        const had = new Set(one.resources.map(({ urn }) => urn));
        for (const { urn } of losses(comparePlans(one, other))) expect(had).toContain(urn);
      }),
    );
  });
});
