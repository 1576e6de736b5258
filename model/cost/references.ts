import type { Plan, PlannedResource, Urn } from "../plan";
import { text } from "../value";

/** Who refers to whom in a plan: built once, asked for every resource. */
export class References {
  readonly #byUrn: ReadonlyMap<Urn, PlannedResource>;
  readonly #referrers = new Map<Urn, PlannedResource[]>();

  /** @param below answers for what is not among the plan's resources given here */
  constructor(
    readonly plan: Plan,
    resources: readonly PlannedResource[] = plan.resources,
    private readonly below?: References,
  ) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      for (const urn of dependenciesOf(resource)) {
        const known = this.#referrers.get(urn);
        if (known === undefined) this.#referrers.set(urn, [resource]);
        else known.push(resource);
      }
    }
  }

  /** The same with some resources otherwise, or more of them, without looking at all the others again. */
  with(changed: readonly PlannedResource[], plan: Plan): References {
    return new References(plan, changed, this);
  }

  /** Resources of the given types that a property takes its value from. */
  referenced(resource: PlannedResource, property: string, types: readonly string[]): readonly PlannedResource[] {
    return (resource.propertyDependencies[property] ?? []).flatMap((urn) => {
      const found = this.resource(urn);
      return found !== undefined && types.includes(found.type) ? [found] : [];
    });
  }

  /** Resources of the given types that take a value from this one. */
  referrers(resource: PlannedResource, types: readonly string[]): readonly PlannedResource[] {
    return this.#referring(resource.urn).filter((each) => types.includes(each.type));
  }

  /** The resource of that URN. */
  resource(urn: Urn): PlannedResource | undefined {
    return this.#byUrn.get(urn) ?? this.below?.resource(urn);
  }

  #referring(urn: Urn): readonly PlannedResource[] {
    const own = this.#referrers.get(urn) ?? [];
    if (this.below === undefined) return own;
    const before = this.below.#referring(urn);
    const known = new Set(before.map((each) => each.urn));
    const kept = before
      .map((each) => this.#byUrn.get(each.urn) ?? each)
      .filter((each) => dependenciesOf(each).has(urn));
    return [...kept, ...own.filter((each) => !known.has(each.urn))];
  }

  /** The resource's region: its own `region` argument, its provider's, or the plan's; null where none is known. */
  regionOf(resource: PlannedResource): string | null {
    const provider = resource.provider === null ? undefined : this.#provider(resource.provider);
    return text(resource.inputs.region) ?? text(provider?.inputs.region) ?? this.plan.region;
  }

  /** A provider reference may carry the provider's id behind its URN: `urn::id`. */
  #provider(reference: string): PlannedResource | undefined {
    return this.resource(reference) ?? this.resource(reference.slice(0, reference.lastIndexOf("::")));
  }
}

function dependenciesOf({ propertyDependencies }: PlannedResource): ReadonlySet<Urn> {
  return new Set(Object.values(propertyDependencies).flat());
}
