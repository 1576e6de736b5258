import { readFileSync } from "node:fs";
import path from "node:path";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { exemptionOf } from "../../policies/exemptions";
import { shop } from "../model/shop";
import { found } from "./findings";

const faulty = shop({ database: { multiAz: false, storageEncrypted: false } });

function shipped(environment: string): PolicyConfig {
  const file = path.join(__dirname, `../../policies/config.${environment}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as PolicyConfig;
}

async function levels(config?: PolicyConfig): Promise<readonly string[]> {
  const findings = (await analyzePlan(faulty, config)).map(({ rule, level }) => `${rule} ${level}`);
  return findings.filter((each) => /^(no-single-point-of-failure|data-stores-encrypted) /.test(each));
}

describe("the level of a rule", () => {
  it("is mandatory unless something else is said", async () => {
    expect(await levels()).toEqual(["no-single-point-of-failure mandatory", "data-stores-encrypted mandatory"]);
  });

  it.each([
    ["dev", ["no-single-point-of-failure advisory", "data-stores-encrypted advisory"]],
    ["staging", ["no-single-point-of-failure advisory", "data-stores-encrypted mandatory"]],
    ["prod", ["no-single-point-of-failure mandatory", "data-stores-encrypted mandatory"]],
  ])("in %s is what its file says", async (environment, expected) => {
    expect(await levels(shipped(environment))).toEqual(expected);
  });

  it("is its own entry's before that for all", async () => {
    const config = { all: "advisory", "no-single-point-of-failure": { enforcementLevel: "mandatory" } } as const;
    expect(await levels(config)).toEqual(["no-single-point-of-failure mandatory", "data-stores-encrypted advisory"]);
  });

  it("may be disabled", async () => {
    expect(await levels({ "no-single-point-of-failure": "disabled" })).toEqual(["data-stores-encrypted mandatory"]);
  });
});

describe("an exemption", () => {
  const WHOLE = { id: "OPS-1", resource: "db", reason: "It goes next week.", expires: "9999-12-31" };
  const single = shop({ database: { multiAz: false } });
  const ofDatabase = async (config: PolicyConfig) =>
    (await analyzePlan(single, config)).find(({ rule }) => rule === "no-single-point-of-failure");
  const exempting = (exemption: { readonly [key: string]: string }): PolicyConfig => ({
    "no-single-point-of-failure": { exemptions: [exemption] },
  });

  it("turns a violation into an exempt, advisory finding that says why and until when", async () => {
    const finding = await ofDatabase(exempting(WHOLE));
    expect(finding).toMatchObject({ outcome: "exempt", level: "advisory" });
    expect(finding?.message).toMatch(/^Exempt until 9999-12-31 \(OPS-1: It goes next week\.\): /);
  });

  it("needs no id", async () => {
    const { id: _id, ...others } = WHOLE;
    const finding = await ofDatabase(exempting(others));
    expect(finding?.message).toMatch(/^Exempt until 9999-12-31 \(It goes next week\.\): /);
  });

  it.each([
    ["without a reason", { reason: "" }, /^Its exemption gives no reason, so it counts\. /],
    ["without a last day", { expires: "" }, /has no `expires` such as 2027-03-31, so it counts\. /],
    ["until a day that no calendar has", { expires: "9999-02-30" }, /has no `expires` such as/],
    [
      "that has ended",
      { expires: "2020-01-31" },
      /^Its exemption \(OPS-1: .*\) ended on 2020-01-31, so it counts again\. /,
    ],
  ])("%s exempts nothing, and the finding says so", async (_name, change, said) => {
    const finding = await ofDatabase(exempting({ ...WHOLE, ...change }));
    expect(finding).toMatchObject({ outcome: "violation", level: "mandatory" });
    expect(finding?.message).toMatch(said);
  });

  it("holds through its last day", () => {
    const urn = "urn:pulumi:prod::shop::aws:rds/instance:Instance::db";
    const until = [{ ...WHOLE, expires: "2026-12-31" }];
    expect(exemptionOf({ urn }, until, new Date("2026-12-31T23:59:59Z")).exempt).toBe(true);
    expect(exemptionOf({ urn }, until, new Date("2027-01-01T00:00:00Z")).exempt).toBe(false);
  });

  it("of another resource exempts nothing", async () => {
    const config = exempting({ ...WHOLE, resource: "other" });
    expect(await found(single, config)).toEqual(["no-single-point-of-failure violation db"]);
  });
});
