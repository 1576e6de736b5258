import { costBreakdown } from "../../model/cost/breakdown";
import type { Plan, PlannedResource } from "../../model/plan";
import { type ExitCode, ProgramError } from "../failure";
import { changeAsJson } from "./change";
import { type Json, Marker } from "./marks";
import { optionsInState, optionsOfProgram } from "./options";
import { REPORT_VERSION, type Report } from "./report";
import { assessmentChange } from "./since";

function resourceAsJson(resource: PlannedResource, marker: Marker): Json {
  return {
    op: resource.op,
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    custom: resource.custom,
    ...(resource.external ? { external: true } : {}),
    ...(resource.id === undefined ? {} : { id: resource.id }),
    parent: resource.parent,
    provider: resource.provider,
    inputs: marker.map(resource.inputs),
    dependencies: [...resource.dependencies],
    propertyDependencies: resource.propertyDependencies as Json,
    options: optionsInState(resource.options, marker),
    requested: optionsOfProgram(resource.options),
    autoNamed: [...resource.autoNamed],
  };
}

/** The plan as plain data: unknown, secret and automatic values are marked, never printed. */
export function planAsJson(plan: Plan): Json {
  const marker = new Marker(plan);
  return {
    project: plan.project,
    stack: plan.stack,
    region: plan.region,
    resources: plan.resources.map((resource) => resourceAsJson(resource, marker)),
    outputs: marker.map(plan.outputs),
  };
}

function sinceAsJson({ earlier, change, ...now }: Report): Json {
  return earlier === null || change === null ? null : (assessmentChange(earlier, now, change) as unknown as Json);
}

/** The whole report in the shape that `report.schema.json` describes. */
export function reportAsJson(report: Report): Json {
  return {
    version: REPORT_VERSION,
    plan: planAsJson(report.plan),
    change: changeAsJson(report.change, report.plan, sinceAsJson(report)),
    cost: { ...report.cost, ...costBreakdown(report.plan, report.cost.lines) } as unknown as Json,
    capacity: report.capacity as unknown as Json,
    saving: report.saving as unknown as Json,
    failures: report.failures as unknown as Json,
    availability: report.availability as unknown as Json,
    findings: report.findings as unknown as Json,
    notApplicable: report.notApplicable as unknown as Json,
    disabled: [...report.disabled],
    assumed: report.assumed as unknown as Json,
    messages: report.messages as unknown as Json,
  };
}

/** What `--json` prints when there is no report: still one valid object. */
export function errorAsJson(error: Error, exitCode: ExitCode): Json {
  return {
    version: REPORT_VERSION,
    error: {
      exitCode,
      message: error.message,
      frames: error instanceof ProgramError ? [...error.frames] : [],
    },
  };
}
