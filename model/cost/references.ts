import type { Plan, PlannedResource, Urn } from "../plan";
import { text } from "../value";

/** Who refers to whom in a plan: built once, asked for every resource. */
export class References {
  readonly #byUrn: ReadonlyMap<Urn, PlannedResource>;
  readonly #referrers = new Map<Urn, PlannedResource[]>();

  constructor(readonly plan: Plan) {
    this.#byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
    for (const resource of plan.resources) {
      const urns = new Set(Object.values(resource.propertyDependencies).flat());
      for (const urn of urns) {
        const known = this.#referrers.get(urn);
        if (known === undefined) this.#referrers.set(urn, [resource]);
        else known.push(resource);
      }
    }
  }

  /** Resources of the given types that a property takes its value from. */
  referenced(resource: PlannedResource, property: string, types: readonly string[]): readonly PlannedResource[] {
    return (resource.propertyDependencies[property] ?? []).flatMap((urn) => {
      const found = this.#byUrn.get(urn);
      return found !== undefined && types.includes(found.type) ? [found] : [];
    });
  }

  /** Resources of the given types that take a value from this one. */
  referrers(resource: PlannedResource, types: readonly string[]): readonly PlannedResource[] {
    return (this.#referrers.get(resource.urn) ?? []).filter((each) => types.includes(each.type));
  }

  /** The resource's region: its own `region` argument, its provider's, or the plan's; null where none is known. */
  regionOf(resource: PlannedResource): string | null {
    const provider = resource.provider === null ? undefined : this.#provider(resource.provider);
    return text(resource.inputs.region) ?? text(provider?.inputs.region) ?? this.plan.region;
  }

  /** A provider reference may carry the provider's id behind its URN: `urn::id`. */
  #provider(reference: string): PlannedResource | undefined {
    return this.#byUrn.get(reference) ?? this.#byUrn.get(reference.slice(0, reference.lastIndexOf("::")));
  }
}
