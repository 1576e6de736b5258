import pc from "picocolors";
import { Secret } from "../../../model/value";
import { renderChange } from "../../../preview/render/change";
import { type PlanChange, planChange, unallowedLosses } from "../../../preview/report/change";
import { type Inputs, PlanBuilder } from "../../model/plan-builder";

const DATABASE = "aws:rds/instance:Instance";
const style = (full: boolean) => ({ colours: pc.createColors(false), width: 110, full });

const plan = (...resources: readonly [type: string, name: string, inputs?: Inputs][]) => {
  const builder = new PlanBuilder();
  for (const [type, name, inputs] of resources) builder.add(type, name, inputs);
  return builder.plan();
};

const before = plan([DATABASE, "main", { engine: "mysql", password: new Secret("hunter2"), a: 1, b: 1, c: 1, d: 1 }]);
const after = plan(
  [DATABASE, "main", { engine: "postgres", password: new Secret("hunter3"), a: 2, b: 2, c: 2, d: 2 }],
  ["aws:ec2/subnet:Subnet", "one"],
  ["aws:ec2/subnet:Subnet", "two"],
);
const change = (allowed: readonly string[] = []): PlanChange => planChange("main", before, after, new Set(allowed));
const rendered = (full: boolean, shown = change()): string => renderChange(shown, after, style(full));

describe("the change as text", () => {
  test("is nothing when nobody asked, and says so when there is none", () => {
    expect(renderChange(null, after, style(false))).toBe("");
    expect(renderChange(planChange("x.json", after, after, new Set()), after, style(false))).toBe(
      "Change  against x.json: none (5 the same)",
    );
  });

  test("counts, and shows data at stake before anything else", () => {
    const [first, , loud, , , why] = rendered(false).split("\n");
    expect(first).toBe("Change  against main: 2 to create, 1 to replace, 2 the same");
    expect(loud).toBe("  !! DATA WOULD BE LOST: 1 of the changes below takes data away !!");
    expect(why).toBe("      Because engine changes.");
  });

  test("is short by default, with what replaces first and what is alike counted", () => {
    const text = rendered(false);
    expect(text).toMatch(/± replace aws\.rds\.Instance main\n {6}engine: "mysql" → "postgres" replaces\n/);
    expect(text).toContain("… and 2 more");
    expect(text).toContain("+ create aws.ec2.Subnet × 2");
  });

  test("shows everything with --full, but never a secret", () => {
    const text = rendered(true);
    expect(text).toContain("password: [secret] → [secret]");
    expect(text).toContain("+ create aws.ec2.Subnet one\n  + create aws.ec2.Subnet two");
    expect(text).not.toMatch(/hunter|more/);
  });

  test("a loss that is allowed is still shown, but not loud", () => {
    const [loss] = change().losses;
    const allowed = change([loss?.urn ?? ""]);
    expect(unallowedLosses(allowed)).toEqual([]);
    expect(unallowedLosses(change())).toHaveLength(1);
    expect(rendered(false, allowed)).toMatch(/REPLACE aws\.rds\.Instance main allowed by --allow-replace/);
    expect(rendered(false, allowed)).not.toContain("!!");
  });
});
