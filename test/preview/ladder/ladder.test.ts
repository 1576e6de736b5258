import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FailureOutcome } from "../../../model/assessment";
import { componentList, componentPrices } from "../../../preview/ladder/components";
import { costsOf, costsWritten, ENVIRONMENTS } from "../../../preview/ladder/environments";
import { readMarked, writeMarked } from "../../../preview/ladder/marked";
import { ladderRows, runLadder } from "../../../preview/ladder/run";
import { rungTable } from "../../../preview/ladder/rung-table";
import { LADDER } from "../../../preview/ladder/rungs";
import { survival } from "../../../preview/ladder/survival";
import { RUNGS } from "../../../stacks/rungs";

const PROJECT = path.resolve(__dirname, "../../..");

describe("npm run ladder", () => {
  it("is what the README says: `npm run ladder -- --write` puts it there", async () => {
    const rows = await ladderRows(PROJECT);
    expect(rungTable(rows)).toBe(readMarked(path.join(PROJECT, "README.md"), "ladder"));
    for (const { resources, fixedUsd, usageUsd } of rows) {
      expect(Math.min(resources, fixedUsd, usageUsd)).toBeGreaterThan(0);
    }
  });

  it.each(ENVIRONMENTS)("says in the head of %s's file what it costs", async (environment) => {
    expect(await costsOf(PROJECT, environment)).toBe(costsWritten(PROJECT, environment));
  });

  it("has every rung once, from the bottom up", () => {
    expect(LADDER.map(({ topology }) => topology)).toEqual(Object.keys(RUNGS));
  });

  it("refuses what it does not know, with one sentence", async () => {
    const said: string[] = [];
    const write = jest.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
    expect(await runLadder(["stairs"], PROJECT)).toBe(2);
    expect(await runLadder(["--dry"], PROJECT)).toBe(2);
    write.mockRestore();
    expect(said[0]).toMatch(/^error: stairs is neither ladder nor components/);
  });
});

describe("npm run ladder -- components", () => {
  it("is what components/README.md says: `--write` puts it there", async () => {
    const prices = await componentPrices(PROJECT);
    expect(componentList(prices)).toBe(readMarked(path.join(PROJECT, "components", "README.md"), "components"));
  });

  it("has every component", async () => {
    const folder = path.join(PROJECT, "components");
    const files = readdirSync(folder).filter(
      (file) =>
        file.endsWith(".ts") &&
        readFileSync(path.join(folder, file), "utf8").includes("extends pulumi.ComponentResource"),
    );
    expect((await componentPrices(PROJECT)).map(({ file }) => file).sort()).toEqual(files.sort());
  });
});

describe("what a failure does, in the table", () => {
  const failure = (flowKind: FailureOutcome["flowKind"], outcome: FailureOutcome["outcome"], recoverySeconds = 0) =>
    ({ kind: "zone", flowKind, outcome, recoverySeconds }) as FailureOutcome;

  it.each([
    ["–", []],
    ["survives", [failure("read", "survives"), failure("write", "degrades")]],
    ["in 2 min", [failure("read", "recovers", 120), failure("write", "recovers", 120)]],
    ["reads in 150 s, writes by hand", [failure("read", "recovers", 150), failure("write", "needs-person")]],
    // The worst of several counts.
    ["by hand", [failure("read", "survives"), failure("read", "needs-person"), failure("write", "needs-person")]],
    [
      "in 2 min",
      [failure("read", "recovers", 120), failure("read", "recovers", 60), failure("write", "recovers", 120)],
    ],
    // Files in the CDN and work that waits are other questions.
    ["survives", [failure("read", "survives"), failure("write", "survives"), failure("static", "needs-person")]],
  ])("is %s", (expected, failures) => {
    expect(survival(failures, "zone")).toBe(expected);
  });
});

describe("what stands between marks", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "marks-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is replaced, and nothing else is", () => {
    const file = path.join(folder, "page.md");
    writeFileSync(file, "before\n<!-- list -->\nold\n<!-- /list -->\nafter\n");
    writeMarked(file, "list", "new");
    expect(readFileSync(file, "utf8")).toBe("before\n<!-- list -->\nnew\n<!-- /list -->\nafter\n");
    expect(readMarked(file, "list")).toBe("new");
  });

  it("must be there", () => {
    const file = path.join(folder, "bare.md");
    cpSync(__filename, file);
    expect(() => readMarked(file, "nothing-such")).toThrow("must hold <!-- nothing-such -->");
  });
});
