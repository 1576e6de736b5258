import type { Plan, PlannedResource, Urn } from "../../../model/plan";
import type { PropertyMap } from "../../../model/value";

export interface Planned {
  readonly type: string;
  readonly name: string;
  readonly inputs: PropertyMap;
  readonly propertyDependencies?: { readonly [property: string]: readonly Urn[] };
  readonly provider?: Urn;
  readonly custom?: boolean;
}

/** A resource of a plan, with what tests do not care about filled in. */
export function plannedResource(resource: Planned): PlannedResource {
  const urn = `urn:pulumi:test::cost::${resource.type}::${resource.name}`;
  const dependencies = resource.propertyDependencies ?? {};
  return {
    op: "create",
    urn,
    type: resource.type,
    name: resource.name,
    custom: resource.custom ?? true,
    parent: "urn:pulumi:test::cost::pulumi:pulumi:Stack::cost-test",
    provider: resource.provider ?? null,
    inputs: resource.inputs,
    outputs: {},
    dependencies: [...new Set(Object.values(dependencies).flat())],
    propertyDependencies: dependencies,
    options: {},
    autoNamed: [],
  };
}

export function planOf(resources: readonly PlannedResource[], region: string | null = "us-east-1"): Plan {
  return { project: "cost", stack: "test", resources, outputs: {}, region };
}
