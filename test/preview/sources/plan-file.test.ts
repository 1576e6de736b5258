import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { comparePlans } from "../../../model/change";
import type { Plan } from "../../../model/plan";
import { isUnknown, type PropertyMap, Secret, UNKNOWN, type Value } from "../../../model/value";
import { UsageError } from "../../../preview/failure";
import { reportAsJson } from "../../../preview/report/json";
import { planFileText } from "../../../preview/sources/plan-file";
import { parsePlan, readPlan } from "../../../preview/sources/read-plan";
import { checkSavable, savePlan } from "../../../preview/sources/save-plan";
import { plans } from "../../model/change/arbitrary-plan";
import { sampleReport } from "../report/sample-report";

/** The value with every secret's content taken out. */
function forgetful(value: Value): Value {
  if (value instanceof Secret) return new Secret(UNKNOWN);
  if (value === null || typeof value !== "object" || isUnknown(value)) return value;
  if (Array.isArray(value)) return value.map(forgetful);
  return Object.fromEntries(Object.entries(value as PropertyMap).map(([key, inner]) => [key, forgetful(inner)]));
}

const withoutSecrets = (plan: Plan): Plan => ({
  ...plan,
  outputs: forgetful(plan.outputs) as PropertyMap,
  resources: plan.resources.map((resource) => ({
    ...resource,
    inputs: forgetful(resource.inputs) as PropertyMap,
    outputs: forgetful(resource.outputs) as PropertyMap,
  })),
});

describe("a saved plan", () => {
  test("is read back as it was, but for what is secret", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const read = parsePlan(planFileText(plan), "plan.json").plan;
        // Not toStrictEqual: it takes a property named `constructor` for the class.
        expect(isDeepStrictEqual(read, withoutSecrets(plan))).toBe(true);
        expect(planFileText(read)).toBe(planFileText(plan));
      }),
    );
  });

  test("is no change from the plan itself", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const read = parsePlan(planFileText(plan), "plan.json").plan;
        expect(comparePlans(read, plan).filter(({ kind }) => kind !== "same")).toEqual([]);
      }),
    );
  });

  test("holds no secret", () => {
    expect(planFileText(sampleReport().plan)).not.toContain("hunter2");
  });

  test("can be a report as well", () => {
    const { plan } = sampleReport();
    const read = parsePlan(JSON.stringify(reportAsJson(sampleReport())), "report.json").plan;
    expect(read.resources.map(({ urn }) => urn)).toEqual(plan.resources.map(({ urn }) => urn));
    expect(comparePlans(read, plan).filter(({ kind }) => kind !== "same")).toEqual([]);
    expect(comparePlans(plan, read).filter(({ kind }) => kind !== "same")).toEqual([]);
  });
});

describe("saving", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "save-plan-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const { plan } = sampleReport();

  const refusal = (file: string): string => {
    try {
      savePlan(plan, path.join(folder, file), file);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as Error).message;
    }
    throw new Error("it was saved");
  };

  test("writes over an older file, and leaves nothing else", () => {
    const file = path.join(folder, "plan.json");
    writeFileSync(file, "old");
    savePlan(plan, file, "plan.json");
    expect(readPlan(file, "plan.json").plan.resources).toHaveLength(plan.resources.length);
    expect(readdirSync(folder)).toEqual(["plan.json"]);
  });

  test("says which folder is missing", () => {
    expect(refusal("none/plan.json")).toMatch(/^--save none\/plan\.json: there is no folder .*none; make it first$/);
  });

  test("refuses a folder, and leaves it as it is", () => {
    mkdirSync(path.join(folder, "here"));
    expect(refusal("here")).toBe("--save here is a folder; name a file in it");
    expect(() => checkSavable(path.join(folder, "here"), "here")).toThrow(UsageError);
    expect(readFileSync(path.join(folder, "plan.json"), "utf8")).toContain("zero-to-millions/plan");
  });
});
