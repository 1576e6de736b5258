import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { documents, leftOver } from "../../policies/documents";
import { FIELD_RULES } from "../../policies/field";
import { policies } from "../../policies/rules";
import { casesIn } from "./single-points/told";

const PROJECT = path.join(__dirname, "../..");
const EXAMPLES = path.join(PROJECT, "policies/examples");
const names = policies.map(({ name }) => name);

describe("the documents of the rules", () => {
  it("are what the command writes (npm run policies -- --write), and no others", () => {
    const stale = [...documents()].filter(([file, text]) => {
      const whole = path.join(PROJECT, file);
      return !existsSync(whole) || readFileSync(whole, "utf8") !== text;
    });
    expect(stale.map(([file]) => file)).toEqual([]);
    expect(leftOver()).toEqual([]);
  });

  it("have an example for each rule, and none for what is no rule", () => {
    const examples = readdirSync(EXAMPLES).flatMap((file) => /^(.*)\.ts$/.exec(file)?.[1] ?? []);
    expect(examples.sort()).toEqual([...names].sort());
  });
});

describe("the examples, run as one program", () => {
  const found = new Map<string, readonly string[]>();
  beforeAll(async () => {
    for (const { title, plan } of await casesIn(path.join(__dirname, "examples"))) {
      const [rule = ""] = title.split(" ");
      const findings = await analyzePlan(plan, configOf(rule));
      found.set(
        title,
        findings.map(({ outcome, message }) => `${outcome}: ${message}`),
      );
    }
  }, 120_000);

  it.each(names)("%s finds something before, and nothing after", (rule) => {
    expect(found.get(`${rule} before`)).toContainEqual(expect.stringMatching(/^violation: /));
    expect(found.get(`${rule} after`)).toEqual([]);
  });
});

/** This rule alone, with what its page says of the configuration. */
function configOf(rule: string): PolicyConfig {
  const file = path.join(EXAMPLES, `${rule}.json`);
  const given = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PolicyConfig)[rule] : undefined;
  return { all: "disabled", [rule]: { enforcementLevel: "mandatory", ...(given as object | undefined) } };
}

describe("the field's rules", () => {
  it("are answered, each once, by rules that exist or by the reason why not", () => {
    const known = new Set(names);
    expect(FIELD_RULES.flatMap(({ rules }) => rules).filter((rule) => !known.has(rule))).toEqual([]);
    expect(FIELD_RULES.filter(({ rules, note = "" }) => rules.length === 0 && note.length < 20)).toEqual([]);
    expect(new Set(FIELD_RULES.map(({ id }) => id)).size).toBe(FIELD_RULES.length);
    expect(FIELD_RULES).toHaveLength(103);
  });
});
