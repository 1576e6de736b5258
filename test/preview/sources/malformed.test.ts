import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UsageError } from "../../../preview/failure";
import { parsePlan, readPlan } from "../../../preview/sources/read-plan";
import { previewDigest, STATES, stackExport, step } from "./engine-files";

const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).not.toContain("\n");
    return (error as Error).message;
  }
  throw new Error("it was accepted");
};

const saved = (plan: object): string => JSON.stringify({ format: "zero-to-millions/plan", version: 1, plan });
const resource = { op: "same", urn: "urn:pulumi:a::b::c:d:E::f", type: "c:d:E", name: "f" };

describe("a file without a plan in it is refused with one sentence", () => {
  test.each<[string, string, RegExp]>([
    ["an empty file", "", /^f\.json is empty, but must be the output of `pulumi preview --json`/],
    ["a text", "Error: no credentials", /^f\.json is not JSON \(.*\), but must be/],
    ["a number", "3", /its content is 3, but must be/],
    ["a list", "[1]", /its content is \[1\], but must be/],
    ["another object", '{"name":"x","main":"y"}', /it is an object with the keys name, main, but must be/],
    ["the report of a failed preview", '{"version":1,"error":{}}', /the report of a preview that failed/],
    ["a preview without steps", '{"changeSummary":{}}', /a preview without steps/],
    ["an old state", '{"version":1,"deployment":{"resources":[]}}', /version is 1, but must be 3 or 4/],
    ["an empty state", stackExport([]), /f\.json holds no resources/],
    [
      "a resource without a URN",
      stackExport([{ type: "a:b:C" }]),
      /deployment\.resources\[0\]\.urn is missing, but must be a text/,
    ],
    ["a broken URN", stackExport([{ urn: "urn:x" }]), /resources\[0\]\.urn is "urn:x", but must be a URN such as/],
    [
      "inputs that are none",
      stackExport([{ ...STATES.site, inputs: 3 }]),
      /resources\[0\]\.inputs is 3, but must be an object/,
    ],
    [
      "dependencies that are none",
      stackExport([{ ...STATES.site, dependencies: "x" }]),
      /dependencies is "x", but must be a list/,
    ],
    [
      "a flag that is none",
      stackExport([{ ...STATES.site, protect: "yes" }]),
      /protect is "yes", but must be true or false/,
    ],
    [
      "two stacks",
      stackExport([STATES.stack, { urn: "urn:pulumi:prod::shop::a:b:C::d" }]),
      /shop\/dev and shop\/prod, but a plan is of one stack/,
    ],
    [
      "an unknown step",
      previewDigest([step("frobnicate", null, {})]),
      /steps\[0\]\.op is "frobnicate", but must be a step of the engine/,
    ],
    [
      "a step without a state",
      previewDigest([step("create", null, null)]),
      /steps\[0\]\.oldState is missing, but must be the state/,
    ],
    ["a plan of the future", '{"format":"zero-to-millions/plan","version":9,"plan":{}}', /version is 9, but must be 1/],
    [
      "another format",
      '{"format":"terraform","version":1,"plan":{}}',
      /format is "terraform", but must be "zero-to-millions\/plan"/,
    ],
    ["a plan without a project", saved({}), /plan\.project is missing, but must be a text/],
    [
      "an unknown op",
      saved({ project: "b", stack: "a", resources: [{ ...resource, op: "zap" }] }),
      /resources\[0\]\.op is "zap", but must be one of create, import, read/,
    ],
    [
      "an unknown option",
      saved({ project: "b", stack: "a", resources: [{ ...resource, options: { zap: 1 } }] }),
      /options\.zap is 1, but must be left out: options are protect/,
    ],
    [
      "a long value",
      saved({ project: "x".repeat(999).split("") }),
      /plan\.project is \["x","x".{40,60}…, but must be a text/,
    ],
  ])("%s", (_, text, sentence) => {
    expect(refusal(() => parsePlan(text, "f.json"))).toMatch(sentence);
  });

  const folder = mkdtempSync(path.join(tmpdir(), "malformed-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a file that is not there, and a folder", () => {
    expect(refusal(() => readPlan(path.join(folder, "x"), "x"))).toBe("x cannot be read: there is no such file");
    expect(refusal(() => readPlan(folder, "here"))).toBe("here cannot be read: it is a folder");
  });

  test("what a Windows shell writes is read all the same", () => {
    const file = path.join(folder, "wide.json");
    writeFileSync(file, `\uFEFF${stackExport()}`, "utf16le");
    expect(readPlan(file, "wide.json").plan.project).toBe("shop");
  });
});
