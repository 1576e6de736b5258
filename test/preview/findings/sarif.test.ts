import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import AjvDraft04 from "ajv-draft-04";
import { policies } from "../../../policies/rules";
import { sourceOf } from "../../../preview/findings/location";
import { sarifOf } from "../../../preview/findings/sarif";
import type { Report } from "../../../preview/report/report";
import { DATABASE, sampleReport } from "../report/sample-report";

// One of the schema's patterns is none under the `u` flag.
const options = { allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false };
const validate = new AjvDraft04(options).compile(schema);

const runOf = (report: Report = sampleReport()) => {
  const [run] = sarifOf(report, "Pulumi.dev.yaml").runs;
  if (run === undefined) throw new Error("there is no run");
  return run;
};
const results = (report?: Report) => runOf(report).results ?? [];

/** The sample's first finding, and what is different. */
const finding = (more: Partial<Report["findings"][number]>): Report => {
  const report = sampleReport();
  return { ...report, findings: report.findings.slice(0, 1).map((each) => ({ ...each, ...more })) };
};

describe("findings for code scanning", () => {
  test("have the shape that OASIS's schema describes, which knows what is wrong", () => {
    validate(sarifOf(sampleReport(), "Pulumi.dev.yaml"));
    expect(validate.errors).toBeNull();
    expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
  });

  test("are errors where mandatory, warnings where advisory, notes where unknown", () => {
    expect(results().map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
      "warning no-single-point-of-failure",
      "error data-stores-encrypted",
      "note service-spans-zones",
    ]);
  });

  test("are suppressed with the reason where exempt, and only there", () => {
    const [exempt] = results(
      finding({ outcome: "exempt", message: "Exempt until 2027-03-31 (OPS-42): It runs alone." }),
    );
    expect(exempt?.level).toBe("note");
    expect(exempt?.suppressions?.[0]?.justification).toContain("OPS-42");
    expect(results().filter(({ suppressions }) => suppressions !== undefined)).toEqual([]);
  });

  test("say where they are, what they are about and how to fix it", () => {
    const [first] = results();
    expect(first?.message.text).toBe("aws.rds.Instance main: The database runs in one zone. Fix: Set `multiAz`.");
    expect(first?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("Pulumi.dev.yaml");
    expect(first?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName).toBe(DATABASE);
  });

  test("say one fix: that for the resource where the message has it", () => {
    const [own] = results(finding({ message: "Lose main: the writes stop. Fix: A standby in a second zone." }));
    expect(own?.message.text).toBe(
      "aws.rds.Instance main: Lose main: the writes stop. Fix: A standby in a second zone.",
    );
  });

  test("are known again by rule and resource, whatever they say, and told apart from all others", () => {
    const printOf = (report: Report) =>
      results(report).map((each) => each.partialFingerprints?.primaryLocationLineHash);
    const [known] = printOf(finding({}));
    expect(printOf(finding({ message: "In other words.", level: "mandatory" }))).toEqual([known]);
    expect(printOf(finding({ urn: `${DATABASE}-2` }))).not.toEqual([known]);
    expect(printOf(finding({ rule: "keys-rotate" }))).not.toEqual([known]);
    const twice = finding({});
    const both = printOf({ ...twice, findings: [...twice.findings, ...twice.findings] });
    expect(new Set(both).size).toBe(2);
  });

  test("come with every rule of the pack, its help and its severity", () => {
    const { rules = [] } = runOf().tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(policies.map(({ name }) => name));
    expect(rules.filter((rule) => !rule.help?.markdown?.includes("How to fix it"))).toEqual([]);
    const graded = rules.filter((rule) => rule.properties?.["security-severity"] !== undefined);
    expect(graded.every((rule) => rule.properties?.tags?.includes("security"))).toBe(true);
    expect(graded.length).toBeGreaterThan(0);
    for (const { ruleId, ruleIndex } of results()) {
      if (ruleIndex !== undefined) expect(rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  test("stand in a category of their stack, beside what was not judged", () => {
    expect(runOf().automationDetails?.id).toBe("shop/dev/");
    expect(runOf().properties).toMatchObject({
      notApplicable: [{ rule: "keys-rotate" }],
      disabled: ["monthly-budget"],
    });
  });
});

describe("the file that findings are shown at", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "location-"));
  const program = path.join(folder, "infra/web shop");
  beforeAll(() => {
    mkdirSync(path.join(program, "stacks"), { recursive: true });
    writeFileSync(path.join(program, "stacks/Pulumi.dev.yaml"), "config: {}\n");
    writeFileSync(path.join(program, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nstackConfigDir: stacks\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is the stack's own, from the program's folder where git keeps none", () => {
    expect(sourceOf(undefined, program, "dev")).toBe("stacks/Pulumi.dev.yaml");
  });

  test("is the project's where the stack has none", () => {
    expect(sourceOf(undefined, program, "prod")).toBe("Pulumi.yaml");
  });

  test("is named from the root of the repository", () => {
    mkdirSync(path.join(folder, ".git"));
    expect(sourceOf(undefined, program, "dev")).toBe("infra/web%20shop/stacks/Pulumi.dev.yaml");
    expect(sourceOf(path.join(folder, "state.json"), program, "dev")).toBe("state.json");
    rmSync(path.join(folder, ".git"), { recursive: true });
  });

  test("is an address of its own outside of it", () => {
    expect(sourceOf("/elsewhere/state.json", program, "dev")).toBe("file:///elsewhere/state.json");
  });
});
