import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { policyLevels } from "../../../preview/report/policy-levels";

/** Reads a configuration of the pack as `--policy-config` would. */
function read(config: object): unknown {
  const folder = mkdtempSync(path.join(tmpdir(), "levels-"));
  try {
    const policyConfig = path.join(folder, "levels.json");
    writeFileSync(policyConfig, JSON.stringify(config));
    return policyLevels({ stack: "none", policyConfig });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const budget = (settings: object) => ({ "monthly-budget": { enforcementLevel: "mandatory", ...settings } });

describe("a configuration of the pack", () => {
  test.each([
    [{ all: "advisory" }],
    [budget({ monthlyUsd: 500, componentsUsd: { Database: 100 } })],
    [{ "monthly-budget": { exemptions: [{ resource: "web", reason: "agreed", expires: "2027-01-31" }] } }],
  ])("%j is taken as it is", (config) => {
    expect(read(config)).toEqual(config);
  });

  // The CLI would pass over each of these without a word, and the budget would hold nobody.
  test.each([
    [budget({ monthlyUSD: 500 }), "monthly-budget.monthlyUSD is no setting of it; did you mean monthlyUsd?"],
    [{ "monthly-budgit": "mandatory" }, "monthly-budgit is no policy of the pack; did you mean monthly-budget?"],
    [budget({ monthlyUsd: -5 }), "monthly-budget.monthlyUsd must be >= 0"],
    [budget({ monthlyUsd: "lots" }), "monthly-budget.monthlyUsd must be number"],
    [budget({ load: { requestsPerSecond: 1 } }), "monthly-budget.load must have required property"],
    [{ "monthly-budget": "mandatry" }, 'monthly-budget is "mandatry": it must be one of advisory, mandatory'],
    [{ "monthly-budget": { enforcementLevel: 1 } }, "monthly-budget.enforcementLevel is 1: it must be one of"],
    [{ all: 5 }, "all is 5: it must be one of"],
  ])("%j is refused in one sentence", (config, sentence) => {
    expect(() => read(config)).toThrow(sentence);
  });
});
