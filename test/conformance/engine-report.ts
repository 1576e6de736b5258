import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, PlannedResource, Urn } from "../../model/plan";
import { type Json, Marker } from "../../preview/report/marks";
import { optionsInState } from "../../preview/report/options";

/** One resource as the real engine reported it; what is empty or not set is left out. */
export interface EngineResource {
  readonly op: string;
  readonly urn: Urn;
  readonly type: string;
  readonly custom: boolean;
  readonly [key: string]: unknown;
}

/** What the real engine says of a program in this folder. */
export function engineReport(program: string): readonly EngineResource[] {
  const file = join(__dirname, "programs", program, "expected.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { resources: EngineResource[] }).resources;
}

/** A recorded plan in the same form, in the same order. */
export function recordedReport(plan: Plan): readonly EngineResource[] {
  const marker = new Marker(plan);
  return plan.resources
    .map((resource) => withoutEmpty(recorded(resource, marker)) as unknown as EngineResource)
    .sort((left, right) => (left.urn < right.urn ? -1 : 1));
}

function recorded(resource: PlannedResource, marker: Marker): { readonly [key: string]: unknown } {
  const { op, urn, type, custom, parent, provider, inputs, dependencies, propertyDependencies, external } = resource;
  // The engine's own report was taken down without them.
  const { additionalSecretOutputs: _, ...options } = optionsInState(resource.options, marker) as {
    [key: string]: Json;
  };
  return {
    op,
    urn,
    type,
    custom,
    parent,
    provider,
    external,
    inputs: marker.map(inputs),
    dependencies: [...dependencies].sort(),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, urns]) => [property, [...urns].sort()]),
    ),
    ...options,
  };
}

function withoutEmpty(record: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  const isEmpty = (value: unknown): boolean =>
    value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}
