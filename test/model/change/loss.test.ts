import { comparePlans, type Loss, losses } from "../../../model/change";
import type { Plan, PlannedResource } from "../../../model/plan";
import { type Inputs, PlanBuilder } from "../plan-builder";

const DATABASE = "aws:rds/instance:Instance";
const BUCKET = "aws:s3/bucket:Bucket";

const plan = (
  ...resources: readonly [type: string, name: string, inputs?: Inputs, more?: Partial<PlannedResource>][]
): Plan => {
  const builder = new PlanBuilder();
  for (const [type, name, inputs, more] of resources) builder.add(type, name, inputs, more);
  return builder.plan();
};

const lost = (before: Plan, after: Plan): readonly Loss[] => losses(comparePlans(before, after));

describe("resources with data that a change takes away", () => {
  test("a deleted database is one", () => {
    expect(lost(plan([DATABASE, "main"]), plan())).toMatchObject([
      { name: "main", kind: "delete", holds: "a database", why: ["the program no longer has it"], lost: true },
    ]);
  });

  test("a replaced one is, with the property that does it", () => {
    const [before, after] = [
      plan([DATABASE, "main", { engine: "mysql" }]),
      plan([DATABASE, "main", { engine: "postgres" }]),
    ];
    expect(lost(before, after)).toMatchObject([{ kind: "replace", why: ["engine changes"], lost: true }]);
  });

  test("one that may be replaced is named but not counted", () => {
    const [before, after] = [plan([DATABASE, "main", { odd: 1 }]), plan([DATABASE, "main", { odd: 2 }])];
    expect(lost(before, after)).toMatchObject([{ kind: "may-replace", lost: false }]);
  });

  test("a role, an update and a creation are none", () => {
    expect(lost(plan(["aws:iam/role:Role", "main"]), plan())).toEqual([]);
    expect(lost(plan(), plan([DATABASE, "main"]))).toEqual([]);
    const [before, after] = [plan([DATABASE, "main", { multiAz: false }]), plan([DATABASE, "main", { multiAz: true }])];
    expect(lost(before, after)).toEqual([]);
  });

  test("what AWS keeps is not lost by a deletion, but is by a replacement", () => {
    const options = { retainOnDelete: true };
    expect(lost(plan([BUCKET, "b", {}, { options }]), plan())).toMatchObject([{ lost: false }]);
    const [before, after] = [
      plan([BUCKET, "b", { bucket: "x" }, { options }]),
      plan([BUCKET, "b", { bucket: "y" }, { options }]),
    ];
    expect(lost(before, after)).toMatchObject([{ lost: true }]);
  });

  test.each<[string, string, Inputs, PlannedResource["options"], RegExp]>([
    ["protect", DATABASE, {}, { protect: true }, /the engine refuses/],
    ["deletion protection", DATABASE, { deletionProtection: true }, {}, /AWS refuses/],
    ["a final snapshot", DATABASE, { finalSnapshotIdentifier: "last" }, {}, /snapshot "last"/],
    ["a bucket that must be empty", BUCKET, {}, {}, /while objects are in it/],
    ["a key's waiting time", "aws:kms/key:Key", { deletionWindowInDays: 7 }, {}, /7 days/],
  ])("says what stands in the way: %s", (_, type, inputs, options, sentence) => {
    const [loss] = lost(plan([type, "main", inputs, { options }]), plan());
    expect(loss?.safeguards.join(" ")).toMatch(sentence);
  });

  test("taking protect away in the same change lets a replacement through, but no deletion", () => {
    const guarded: Partial<PlannedResource> = { options: { protect: true } };
    const before = plan([DATABASE, "main", { engine: "mysql" }, guarded]);
    expect(lost(before, plan([DATABASE, "main", { engine: "postgres" }]))[0]?.safeguards).toEqual([]);
    expect(lost(before, plan([DATABASE, "main", { engine: "postgres" }, guarded]))[0]?.safeguards).toHaveLength(1);
  });

  test("a new name looks like one, and the alias is said", () => {
    const [loss] = lost(plan([BUCKET, "old"]), plan([BUCKET, "new"]));
    expect(loss?.hint).toBe(
      'If new is the same one under a new name, give it the alias "urn:pulumi:test::shop::aws:s3/bucket:Bucket::old".',
    );
  });
});
