import type { Plan, PlannedResource, Urn } from "../plan";
import type { Sources } from "./differences";

/** The resources that a property's value comes from, and whether a plan says such things at all. */
export class PropertySources {
  readonly #told: boolean;

  /**
   * @param urnAfter the URN that a resource of the earlier plan has in the later one
   */
  constructor(
    before: Plan,
    after: Plan,
    private readonly urnAfter: (before: Urn) => Urn,
  ) {
    // A stream of engine events says of no property where it comes from.
    this.#told = tellsSources(before) && tellsSources(after);
  }

  of(property: string, before: PlannedResource, after: PlannedResource, replaced: ReadonlySet<Urn>): Sources {
    const now = sourcesOf(after, property);
    const old = sourcesOf(before, property).map((urn) => this.urnAfter(urn));
    if (now.some((urn) => replaced.has(urn))) return "replaced";
    if (!this.#told) return old.length + now.length === 0 ? "none" : "same";
    if (old.length === 0 && now.length === 0) return "none";
    const [oldSet, nowSet] = [new Set(old), new Set(now)];
    return oldSet.size === nowSet.size && [...oldSet].every((urn) => nowSet.has(urn)) ? "same" : "changed";
  }
}

function sourcesOf({ propertyDependencies }: PlannedResource, property: string): readonly Urn[] {
  return Object.hasOwn(propertyDependencies, property) ? (propertyDependencies[property] ?? []) : [];
}

function tellsSources(plan: Plan): boolean {
  return plan.resources.some((resource) =>
    Object.values(resource.propertyDependencies).some((urns) => urns.length > 0),
  );
}
