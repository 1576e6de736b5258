import type { Plan, PlannedResource, Urn } from "../plan";
import type { Sources } from "./differences";
import { urnParts } from "./urn";

/** The resources that a property's value comes from, and whether a plan says such things at all. */
export class PropertySources {
  readonly #told: boolean;
  readonly #components: ReadonlySet<Urn>;

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
    this.#components = new Set(after.resources.filter(({ custom }) => !custom).map(({ urn }) => urn));
  }

  of(property: string, before: PlannedResource, after: PlannedResource, replaced: ReadonlySet<Urn>): Sources {
    const [old, now] = meantBy(
      property,
      this.#real(sourcesOf(before, property).map((urn) => this.urnAfter(urn))),
      this.#real(sourcesOf(after, property)),
    );
    const moved = now.filter((urn) => replaced.has(urn)).length;
    if (moved > 0) return moved === now.length ? "replaced" : "partly";
    if (old.length === 0 && now.length === 0) return "none";
    if (!this.#told) return "same";
    const [oldSet, nowSet] = [new Set(old), new Set(now)];
    const kept = [...oldSet].filter((urn) => nowSet.has(urn)).length;
    if (kept === oldSet.size && kept === nowSet.size) return "same";
    return kept > 0 ? "partly" : "changed";
  }

  /** Without components, which are never replaced themselves, where there is anything else. */
  #real(urns: readonly Urn[]): readonly Urn[] {
    const real = urns.filter((urn) => !this.#components.has(urn));
    return real.length > 0 ? real : urns;
  }
}

/**
 * Of many sources those that the property is named after, where both plans have such: an output of a component comes
 * from everything in it, but a `vpcId` is the id of the VPC and `subnetIds` are those of the subnets.
 */
function meantBy(property: string, before: readonly Urn[], after: readonly Urn[]): [readonly Urn[], readonly Urn[]] {
  const stem = property.replace(/(Ids?|Arns?|Names?|s)$/, "").toLowerCase();
  const isMeant = (urn: Urn): boolean => {
    const type = urnParts(urn)?.qualifiedType ?? "";
    return stem.endsWith(type.slice(type.lastIndexOf(":") + 1).toLowerCase());
  };
  const [old, now] = [before.filter(isMeant), after.filter(isMeant)];
  return old.length > 0 && now.length > 0 ? [old, now] : [before, after];
}

function sourcesOf({ propertyDependencies }: PlannedResource, property: string): readonly Urn[] {
  return Object.hasOwn(propertyDependencies, property) ? (propertyDependencies[property] ?? []) : [];
}

function tellsSources(plan: Plan): boolean {
  return plan.resources.some((resource) =>
    Object.values(resource.propertyDependencies).some((urns) => urns.length > 0),
  );
}
