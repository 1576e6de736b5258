import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { policies } from "../../policies/rules";

const PACK = path.join(__dirname, "../../policies");
const readme = readFileSync(path.join(PACK, "README.md"), "utf8");
const sources = new Map(
  readdirSync(PACK)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file.replace(/\.ts$/, ""), readFileSync(path.join(PACK, file), "utf8")]),
);
const ruleFiles = [...sources].filter(([, source]) => source.includes("= rule({")).map(([file]) => file);

describe("every rule", () => {
  it("that has a file is in the pack", () => {
    expect(policies.map((policy) => policy.name).sort()).toEqual([...ruleFiles].sort());
  });

  it.each(ruleFiles)("is complete: %s", (file) => {
    const source = sources.get(file) ?? "";
    expect(source.split("\n").length).toBeLessThanOrEqual(71);
    expect(source).toContain(`name: "${file}"`);
    expect(readme).toContain(`| [${file}](${file}.ts) |`);
  });

  it.each(policies.map((policy) => [policy.name, policy] as const))(
    "says what, why and how to fix: %s",
    (_name, policy) => {
      expect(policy.description).toMatch(/\.$/);
      expect(policy.remediationSteps).toMatch(/\.$/);
      expect(policy.url).toMatch(/^https:\/\//);
      expect(readme).toContain(`| ${policy.severity} |`);
    },
  );
});
