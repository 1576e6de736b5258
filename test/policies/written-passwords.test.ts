import fc from "fast-check";
import { analyzePack, type PolicyConfig } from "../../policies/analyze";
import { isMadeUp } from "../../policies/security/faults/made-up";
import { one } from "./cases/case";

const RULE = "no-secrets-in-plain-text";
const database = (password: string) => one("aws:rds/instance:Instance", { password });
const findings = async (password: string, secrets: readonly string[] = [], settings: object = {}) => {
  const config: PolicyConfig = { all: "disabled", [RULE]: { enforcementLevel: "mandatory", ...settings } };
  return (await analyzePack(database(password), config, secrets)).findings.length;
};

describe("a password that is written in the program", () => {
  it.each([
    ["is the configuration's secret", ["correct-horse-battery"], 0],
    ["is made of the configuration's secret", ["Correct-Horse"], 0],
    ["stands in the configuration's structured secret", ['{"db":{"password":"correct-horse-battery"}}'], 0],
    ["has nothing to do with the configuration's secret", ["another-horse"], 1],
    ["holds a few letters of it by chance", ["cor"], 1],
  ])("%s", async (_title, secrets, expected) => {
    expect(await findings("correct-horse-battery", secrets)).toBe(expected);
  });

  it("is no literal where an environment variable has it", async () => {
    process.env.TEST_DATABASE_PASSWORD = "correct-horse-battery";
    try {
      expect(await findings("correct-horse-battery")).toBe(0);
    } finally {
      delete process.env.TEST_DATABASE_PASSWORD;
    }
  });

  it("counts whatever it looks like where no data source gives passwords", async () => {
    expect(await findings("q8ZtWm3xR7vKp2Lb")).toBe(0);
    expect(await findings("q8ZtWm3xR7vKp2Lb", [], { passwordsByDataSource: false })).toBe(1);
  });
});

describe("isMadeUp", () => {
  it.each([
    "hunter2",
    "P@ssw0rd!",
    "SuperSecret1",
    "correct-horse-battery",
    "Summer2024!",
    "12345678",
    "aaaaaaaa",
    "ChangeMe123!",
  ])("takes %s for a person's", (password) => expect(isMadeUp(password)).toBe(true));

  const SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  it.each([
    ["letters and digits", SIGNS],
    ["the same and signs", `${SIGNS}!#$%&*()-_=+[]{}<>:?`],
    ["small letters and digits", "abcdefghijklmnopqrstuvwxyz0123456789"],
    ["hexadecimal digits", "0123456789abcdef"],
  ])("takes at most 15 in 1,000 of 24 random %s for a person's", (_title, signs) => {
    const random = fc.array(fc.constantFrom(...signs), { minLength: 24, maxLength: 24 }).map((all) => all.join(""));
    const wrong = fc.sample(random, { numRuns: 1000, seed: 6 }).filter(isMadeUp);
    expect(wrong.length).toBeLessThanOrEqual(15);
  });
});
