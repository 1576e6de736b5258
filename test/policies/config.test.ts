import { readFileSync } from "node:fs";
import path from "node:path";
import { analyzePlan, type PolicyConfig } from "../../policies/analyze";
import { shop } from "../model/shop";
import { found } from "./findings";

const faulty = shop({ database: { multiAz: false, storageEncrypted: false } });

function shipped(environment: string): PolicyConfig {
  const file = path.join(__dirname, `../../policies/config.${environment}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as PolicyConfig;
}

async function levels(config?: PolicyConfig): Promise<readonly string[]> {
  return (await analyzePlan(faulty, config)).map(({ rule, level }) => `${rule} ${level}`);
}

describe("the level of a rule", () => {
  it("is mandatory unless something else is said", async () => {
    expect(await levels()).toEqual(["database-spans-zones mandatory", "data-stores-encrypted mandatory"]);
  });

  it.each([
    ["dev", ["database-spans-zones advisory", "data-stores-encrypted advisory"]],
    ["staging", ["database-spans-zones advisory", "data-stores-encrypted mandatory"]],
    ["prod", ["database-spans-zones mandatory", "data-stores-encrypted mandatory"]],
  ])("in %s is what its file says", async (environment, expected) => {
    expect(await levels(shipped(environment))).toEqual(expected);
  });

  it("is its own entry's before that for all", async () => {
    const config = { all: "advisory", "database-spans-zones": { enforcementLevel: "mandatory" } } as const;
    expect(await levels(config)).toEqual(["database-spans-zones mandatory", "data-stores-encrypted advisory"]);
  });

  it("may be disabled", async () => {
    expect(await levels({ "database-spans-zones": "disabled" })).toEqual(["data-stores-encrypted mandatory"]);
  });
});

describe("an exemption", () => {
  const exempting = (exemption: { readonly [key: string]: string }): PolicyConfig => ({
    "database-spans-zones": { exemptions: [exemption] },
  });

  it("turns a violation into an exempt, advisory finding that says why", async () => {
    const config = exempting({ id: "OPS-1", resource: "db", reason: "It goes next week." });
    const [finding] = await analyzePlan(shop({ database: { multiAz: false } }), config);
    expect(finding).toMatchObject({ outcome: "exempt", level: "advisory" });
    expect(finding?.message).toMatch(/^Exempt \(OPS-1: It goes next week\.\): /);
  });

  it.each([
    ["without a reason", { id: "OPS-1", resource: "db" }],
    ["without an id", { resource: "db", reason: "Because." }],
    ["of another resource", { id: "OPS-1", resource: "other", reason: "Because." }],
  ])("%s exempts nothing", async (_name, exemption) => {
    const plan = shop({ database: { multiAz: false } });
    expect(await found(plan, exempting(exemption))).toEqual(["database-spans-zones violation db"]);
  });
});
