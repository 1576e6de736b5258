import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plan, PlannedResource } from "../../model/plan";
import { UNKNOWN, UNKNOWN_MARK, type Value } from "../../model/value";

const PROGRAMS = path.join(__dirname, "../conformance/programs");

/** The plan that the real engine made of one of the conformance programs. */
export function enginePlan(program: string): Plan {
  const report = JSON.parse(readFileSync(path.join(PROGRAMS, program, "expected.json"), "utf8")) as {
    readonly resources: readonly (Partial<PlannedResource> & { readonly urn: string })[];
  };
  const resources = report.resources.map(planned);
  return { project: program, stack: "dev", region: "us-east-1", resources, outputs: {} };
}

function planned(reported: Partial<PlannedResource> & { readonly urn: string }): PlannedResource {
  const inputs = withUnknowns((reported.inputs ?? {}) as Value) as PlannedResource["inputs"];
  return {
    op: "create",
    type: "",
    name: reported.urn.slice(reported.urn.lastIndexOf("::") + 2),
    custom: true,
    parent: null,
    provider: null,
    dependencies: [],
    propertyDependencies: {},
    options: {},
    autoNamed: [],
    ...reported,
    inputs,
    outputs: inputs,
  };
}

function withUnknowns(value: Value): Value {
  if (value === UNKNOWN_MARK) return UNKNOWN;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: Value) => withUnknowns(item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withUnknowns(item as Value)]));
}
