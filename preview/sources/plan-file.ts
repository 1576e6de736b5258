import type { Plan, PlannedResource, ResourceOp } from "../../model/plan";
import type { Recording } from "../recorder/recording";
import { readUrn } from "./engine-urn";
import type { Located } from "./located";
import { decodeOptions, encodeOptions } from "./plan-options";
import { decodeMap, encodeMap, type Json } from "./plan-value";

/** What a file written with `--save` says it is. */
const PLAN_FORMAT = "zero-to-millions/plan";
/** Raised when a key of the file changes its meaning or goes away. */
const PLAN_VERSION = 1;

const OPS: readonly string[] = [
  "create",
  "import",
  "read",
  "same",
  "update",
  "replace",
  "delete",
] satisfies ResourceOp[];

/** The plan as a file holds it. Secrets are left out: only that they are secret is written. */
export function planFileText(plan: Plan): string {
  const file: Json = {
    format: PLAN_FORMAT,
    version: PLAN_VERSION,
    plan: {
      project: plan.project,
      stack: plan.stack,
      region: plan.region,
      resources: plan.resources.map(encodeResource),
      outputs: encodeMap(plan.outputs),
    },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function encodeResource(resource: PlannedResource): Json {
  return {
    op: resource.op,
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    custom: resource.custom,
    ...(resource.external === undefined ? {} : { external: resource.external }),
    ...(resource.id === undefined ? {} : { id: resource.id }),
    parent: resource.parent,
    provider: resource.provider,
    inputs: encodeMap(resource.inputs),
    outputs: encodeMap(resource.outputs),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    options: encodeOptions(resource.options),
    autoNamed: resource.autoNamed,
  };
}

/** Reads a plan file, or the plan in a report (`--json`), which has no outputs and shows no automatic name. */
export function readPlanFile(file: Located): Recording {
  const isSaved = !file.at("format").isAbsent;
  if (isSaved && file.at("format").value !== PLAN_FORMAT) file.at("format").refuse(`"${PLAN_FORMAT}"`);
  if (file.at("version").value !== PLAN_VERSION)
    file.at("version").refuse(`${PLAN_VERSION}, or a newer preview read it`);
  const plan = file.at("plan");
  const region = plan.at("region");
  return {
    plan: {
      project: plan.at("project").text(),
      stack: plan.at("stack").text(),
      region: region.isAbsent ? null : region.text(),
      resources: plan
        .at("resources")
        .items()
        .map((resource) => decodeResource(resource, isSaved)),
      outputs: decodeMap(plan.at("outputs"), isSaved),
    },
    assumed: [],
    messages: [],
    config: {},
  };
}

function decodeResource(resource: Located, isSaved: boolean): PlannedResource {
  const op = resource.at("op");
  if (!OPS.includes(op.text())) op.refuse(`one of ${OPS.join(", ")}`);
  const inputs = decodeMap(resource.at("inputs"), isSaved);
  const outputs = resource.at("outputs");
  const { external, id, parent, provider } = {
    external: resource.at("external"),
    id: resource.at("id"),
    parent: resource.at("parent"),
    provider: resource.at("provider"),
  };
  return {
    op: op.text() as ResourceOp,
    urn: readUrn(resource.at("urn")).urn,
    type: resource.at("type").text(),
    name: resource.at("name").text(),
    custom: resource.at("custom").flag(),
    ...(external.isAbsent ? {} : { external: external.flag() }),
    ...(id.isAbsent ? {} : { id: id.text() }),
    parent: parent.isAbsent ? null : parent.text(),
    provider: provider.isAbsent ? null : provider.text(),
    inputs,
    outputs: outputs.isAbsent ? inputs : decodeMap(outputs, isSaved),
    dependencies: resource.at("dependencies").texts(),
    propertyDependencies: Object.fromEntries(
      resource
        .at("propertyDependencies")
        .entries()
        .map(([property, urns]) => [property, urns.texts()]),
    ),
    options: decodeOptions(resource, isSaved),
    autoNamed: resource.at("autoNamed").texts(),
  };
}
