import type { Plan, PlannedResource, Urn } from "../../model/plan";
import { type PropertyMap, reveal, Secret, UNKNOWN, type Value } from "../../model/value";

/** A value that only AWS will know, and the resources that it comes from. */
export class Reference {
  constructor(readonly of: readonly PlannedResource[]) {}
}

/** Stands for an output of the resources: unknown at preview, with its dependencies. */
export function from(...resources: readonly PlannedResource[]): Reference {
  return new Reference(resources);
}

export type Written = Value | Reference | readonly Written[] | { readonly [property: string]: Written };
export interface Inputs {
  readonly [property: string]: Written;
}

/** Writes a plan resource by resource, as an engine would know it at preview. */
export class PlanBuilder {
  readonly #resources: PlannedResource[] = [];
  readonly #provider: Urn;

  constructor(
    readonly project = "shop",
    readonly stack = "test",
    readonly region: string | null = "us-east-1",
  ) {
    this.#push("pulumi:pulumi:Stack", `${project}-${stack}`, {}, false);
    this.#provider = this.#push("pulumi:providers:aws", "default", region === null ? {} : { region }).urn;
  }

  /** A resource that AWS would make; references among its inputs become unknowns with dependencies. */
  add(type: string, name: string, inputs: Inputs = {}, more: Partial<PlannedResource> = {}): PlannedResource {
    return this.#push(type, name, inputs, true, { provider: this.#provider, ...more });
  }

  plan(): Plan {
    const { project, stack, region } = this;
    return { project, stack, region, resources: [...this.#resources], outputs: {} };
  }

  #push(
    type: string,
    name: string,
    inputs: Inputs,
    custom = true,
    more: Partial<PlannedResource> = {},
  ): PlannedResource {
    const known = Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, plannedValue(value)]),
    ) as PropertyMap;
    const used = Object.entries(inputs).map(([key, value]) => [key, referencesIn(value)] as const);
    const propertyDependencies = Object.fromEntries(used.filter(([, urns]) => urns.length > 0));
    const resource: PlannedResource = {
      op: "create",
      urn: `urn:pulumi:${this.stack}::${this.project}::${type}::${name}`,
      type,
      name,
      custom,
      parent: this.#resources[0]?.urn ?? null,
      provider: null,
      inputs: known,
      outputs: custom ? { ...known, id: UNKNOWN, arn: UNKNOWN } : {},
      dependencies: [...new Set(Object.values(propertyDependencies).flat())],
      propertyDependencies,
      options: {},
      autoNamed: [],
      ...more,
    };
    this.#resources.push(resource);
    return resource;
  }
}

function plannedValue(written: Written): Value {
  if (written instanceof Reference) return UNKNOWN;
  if (written === null || typeof written !== "object" || written === UNKNOWN || written instanceof Secret) {
    return written as Value;
  }
  if (Array.isArray(written)) return written.map(plannedValue);
  return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, plannedValue(value as Written)]));
}

function referencesIn(written: Written): readonly Urn[] {
  if (written instanceof Reference) return written.of.map((resource) => resource.urn);
  const plain = reveal(written as Value);
  if (plain === null || typeof plain !== "object") return [];
  return [...new Set(Object.values(plain as { [key: string]: Written }).flatMap(referencesIn))];
}
