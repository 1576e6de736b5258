import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { withRuleTable } from "../../policies/catalogue";
import { families, policies } from "../../policies/rules";
import { cases } from "./cases";

const PACK = path.join(__dirname, "../../policies");
const readme = readFileSync(path.join(PACK, "README.md"), "utf8");

/** Files that define a rule, as `family/name`. */
const ruleFiles = readdirSync(PACK, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: family }) =>
    readdirSync(path.join(PACK, family))
      .filter((file) => file.endsWith(".ts") && /= rule(<\w+>)?\(/.test(source(family, file)))
      .map((file) => `${family}/${file.replace(/\.ts$/, "")}`),
  );

function source(family: string, file: string): string {
  return readFileSync(path.join(PACK, family, file), "utf8");
}

const inFamilies = Object.entries(families).flatMap(([family, rules]) =>
  rules.map((rule) => [`${family}/${rule.name}`, rule] as const),
);

describe("every rule", () => {
  it("is in the README's table (npm run policies -- --write)", () => {
    expect(withRuleTable(readme)).toBe(readme);
  });

  it("has plans that it finds something in, and plans that look alike and are fine", () => {
    const tested = Object.entries(cases).filter(([, { trips, passes }]) => trips.length > 0 && passes.length > 0);
    const elsewhere = policies.filter(({ name }) => existsSync(path.join(__dirname, `${name}.test.ts`)));
    const covered = [...tested, ...elsewhere.map(({ name }) => [name] as const)].map(([name]) => name);
    expect([...new Set(covered)].sort()).toEqual(policies.map(({ name }) => name).sort());
  });

  it("that has a file is in the pack, in the family of its folder, once", () => {
    expect(inFamilies.map(([file]) => file).sort()).toEqual([...ruleFiles].sort());
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
  });

  it.each(inFamilies)("says what, why and how to fix: %s", (file, policy) => {
    expect(existsSync(path.join(PACK, `${file}.ts`))).toBe(true);
    expect(source(".", `${file}.ts`).split("\n").length).toBeLessThanOrEqual(71);
    expect(policy.description).toMatch(/\.$/);
    expect(policy.remediationSteps).toMatch(/\.$/);
    expect(policy.url).toMatch(/^https:\/\//);
  });
});
