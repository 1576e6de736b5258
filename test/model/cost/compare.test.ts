import type { CostReport } from "../../../model/assessment";
import { comparePlans } from "../../../model/change";
import { type CostChange, compareCosts, estimateCost } from "../../../model/cost";
import type { Plan } from "../../../model/plan";
import { type Inputs, PlanBuilder } from "../plan-builder";

const DATABASE = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20, storageType: "gp3" };
const GATEWAY = "aws:ec2/natGateway:NatGateway";
const INSTANCE = "aws:rds/instance:Instance";

type Written = readonly [type: string, name: string, inputs?: Inputs];

function plan(...resources: readonly Written[]): Plan {
  const builder = new PlanBuilder();
  for (const [type, name, inputs] of resources) builder.add(type, name, inputs);
  return builder.plan();
}

function change(before: Plan, after: Plan): CostChange {
  return compareCosts(estimateCost(before), estimateCost(after), comparePlans(before, after));
}

const said = ({ lines }: CostChange) =>
  lines.map(({ urn, before, after, difference, reasons }) => ({
    name: urn.split("::").at(-1),
    item: (after ?? before)?.item,
    difference,
    reasons,
  }));

describe("the change of the bill between two plans", () => {
  test("is nothing where nothing changed", () => {
    const same = plan([INSTANCE, "main", DATABASE]);
    const { difference, lines } = change(same, same);
    expect(difference).toBe("0");
    expect(lines).toEqual([]);
  });

  test("pairs a line with the same line in another size, and names the argument", () => {
    const before = plan([INSTANCE, "main", DATABASE]);
    const after = plan([INSTANCE, "main", { ...DATABASE, instanceClass: "db.t4g.large" }]);
    expect(said(change(before, after))).toEqual([
      {
        name: "main",
        item: "Database instance (on-demand, Single-AZ, db.t4g.large)",
        // 730 hours at 0.129 instead of 0.065 USD.
        difference: "46.72",
        reasons: ["instanceClass"],
      },
    ]);
  });

  test("shows what comes and what goes, the largest first", () => {
    const before = plan([INSTANCE, "main", DATABASE]);
    const after = plan([GATEWAY, "way-out"]);
    const lines = said(change(before, after));
    expect(lines[0]).toMatchObject({ name: "main", difference: "-47.45", reasons: ["deleted"] });
    expect(lines[1]).toMatchObject({ name: "way-out", difference: "32.85", reasons: ["new"] });
    const traffic = lines.findIndex(({ item }) => item?.includes("processed"));
    expect(lines[traffic]).toMatchObject({ difference: null, reasons: ["new"] });
    expect(lines.slice(traffic).every(({ difference }) => difference === null)).toBe(true);
  });

  test("names the resource that changed where the billed one did not", () => {
    const fleet = (instanceType: string): Plan => {
      const builder = new PlanBuilder();
      const template = builder.add("aws:ec2/launchTemplate:LaunchTemplate", "web", { instanceType });
      builder.add(
        "aws:autoscaling/group:Group",
        "servers",
        { minSize: 2, maxSize: 4, launchTemplate: { version: "1" } },
        {
          dependencies: [template.urn],
          propertyDependencies: { launchTemplate: [template.urn] },
        },
      );
      return builder.plan();
    };
    const [line] = said(change(fleet("t4g.small"), fleet("t4g.medium")));
    expect(line).toMatchObject({ name: "servers", reasons: ["web: instanceType"] });
  });

  test("adds up: the differences of all lines are that of the totals", () => {
    const before = plan([INSTANCE, "main", DATABASE], [GATEWAY, "a"]);
    const after = plan([INSTANCE, "main", { ...DATABASE, multiAz: true, allocatedStorage: 100 }], [GATEWAY, "b"]);
    const { difference, lines } = change(before, after);
    const sum = lines.reduce((total, line) => total + Number(line.difference ?? 0), 0);
    expect(sum).toBeCloseTo(Number(difference), 6);
    expect(Number(difference)).toBeGreaterThan(0);
  });

  test("follows a renamed resource by its alias", () => {
    const report = (urn: string, monthly: string): CostReport => ({
      ...estimateCost(plan()),
      lines: [
        {
          urn,
          item: "hours",
          kind: "fixed",
          unit: "hours",
          quantity: "1",
          quantityNote: null,
          unitPrice: monthly,
          monthly,
          priceKey: "k",
          asOf: "2026-11-21",
        },
      ],
    });
    const [renamed] = comparePlans(plan([GATEWAY, "a"]), plan([GATEWAY, "b"]));
    if (!renamed) throw new Error("no change");
    const { lines } = compareCosts(report("old", "1"), report("new", "3"), [
      { ...renamed, kind: "update", urn: "new", previousUrn: "old", properties: [] },
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ urn: "new", difference: "2" });
  });
});
