import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { ProgramError } from "../../../preview/failure";
import { errorAsJson, reportAsJson } from "../../../preview/report/json";
import { sampleReport } from "./sample-report";

const schema = JSON.parse(
  readFileSync(path.resolve(__dirname, "../../../preview/report/report.schema.json"), "utf8"),
) as Record<string, unknown>;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

interface PlainResource {
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

function resources(): readonly PlainResource[] {
  return (reportAsJson(sampleReport()) as unknown as { plan: { resources: PlainResource[] } }).plan.resources;
}

describe("the report as data", () => {
  test("has the shape that the published schema describes", () => {
    validate(reportAsJson(sampleReport()));
    expect(validate.errors).toBeNull();
  });

  test("the schema refuses a report with a key missing", () => {
    const { findings: _, ...rest } = reportAsJson(sampleReport()) as Record<string, unknown>;
    expect(validate(rest)).toBe(false);
  });

  test("marks what is unknown and what is secret", () => {
    expect(resources().find(({ name }) => name === "main")?.inputs).toEqual({
      password: "[secret]",
      multiAz: false,
      tags: { Name: "main" },
    });
    expect(resources().find(({ name }) => name === "pages-policy")?.inputs.bucket).toBe("<unknown>");
  });

  test("marks an automatic name where it is made and inside the texts that use it", () => {
    expect(resources().find(({ name }) => name === "pages")?.inputs.bucket).toBe("<auto-named>");
    expect(resources().find(({ name }) => name === "pages-policy")?.inputs.policy).toBe(
      '{"Resource":"arn:aws:s3:::<auto-named>/*"}',
    );
  });

  test("holds no secret in any form", () => {
    expect(JSON.stringify(reportAsJson(sampleReport()))).not.toContain("hunter2");
  });

  test("a failure is one valid object too, with the program's frames", () => {
    const json = errorAsJson(new ProgramError("it threw", ["index.ts:3:1"]), 3);
    expect(json).toEqual({ version: 1, error: { exitCode: 3, message: "it threw", frames: ["index.ts:3:1"] } });
    expect(validate(json)).toBe(true);
  });
});
