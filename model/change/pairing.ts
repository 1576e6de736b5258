import type { Plan, PlannedResource, Urn } from "../plan";
import { urnInPlan, urnUnderFormerParent } from "./urn";

/** The same resource in two plans; null where one of them does not have it. */
export interface Pair {
  readonly before: PlannedResource | null;
  readonly after: PlannedResource | null;
}

export interface Pairing {
  /** In the order of the later plan, then what only the earlier one has. */
  readonly pairs: readonly Pair[];
  /** The URN that a resource of the earlier plan has in the later one. */
  readonly urnAfter: (before: Urn) => Urn;
}

/**
 * Finds each resource of one plan in the other: by its URN, by an alias it has, or by an alias of a parent. Plans of
 * two stacks are compared as if they were one: a URN's project and stack are no part of what a resource is.
 */
export function pairResources(before: Plan, after: Plan): Pairing {
  const former = new Former(before, after);
  const live = after.resources.filter((resource) => resource.op !== "delete");
  // Exact matches first: an alias never takes a resource away from one that still has its name.
  for (const resource of live) former.claim(resource, [resource.urn]);
  for (const resource of live)
    if (!former.of(resource)) former.claim(resource, formerUrns(resource, before, after, former));
  const pairs: Pair[] = live.map((resource) => ({ before: former.of(resource) ?? null, after: resource }));
  for (const resource of former.unclaimed()) pairs.push({ before: resource, after: null });
  return { pairs, urnAfter: (urn) => former.urnAfter(urn) };
}

/** The resources of the earlier plan, and which of the later one each turned into. */
class Former {
  readonly #byUrn: ReadonlyMap<Urn, PlannedResource>;
  readonly #claimed = new Map<Urn, PlannedResource>();
  readonly #urnAfter = new Map<Urn, Urn>();

  constructor(
    private readonly before: Plan,
    private readonly after: Plan,
  ) {
    const existing = before.resources.filter((resource) => resource.op !== "delete");
    this.#byUrn = new Map(existing.map((resource) => [urnInPlan(resource.urn, before, after), resource]));
  }

  claim(resource: PlannedResource, urns: readonly Urn[]): void {
    for (const urn of urns) {
      const found = this.#byUrn.get(urn);
      if (!found || this.#urnAfter.has(found.urn)) continue;
      this.#claimed.set(resource.urn, found);
      this.#urnAfter.set(found.urn, resource.urn);
      return;
    }
  }

  of(resource: PlannedResource): PlannedResource | undefined {
    return this.#claimed.get(resource.urn);
  }

  /** What the resource with this URN in the later plan was called in the earlier one, in the later plan's stack. */
  formerUrn(urn: Urn): Urn | undefined {
    const found = this.#claimed.get(urn);
    return found && urnInPlan(found.urn, this.before, this.after);
  }

  urnAfter(urn: Urn): Urn {
    return this.#urnAfter.get(urn) ?? urnInPlan(urn, this.before, this.after);
  }

  unclaimed(): PlannedResource[] {
    return [...this.#byUrn.values()].filter((resource) => !this.#urnAfter.has(resource.urn));
  }
}

/** Other URNs that the resource may have had: its aliases, and itself and these under the parent's former URN. */
function formerUrns(resource: PlannedResource, before: Plan, after: Plan, former: Former): readonly Urn[] {
  const aliases = (resource.options.aliases ?? []).map((alias) => urnInPlan(alias, before, after));
  const { parent } = resource;
  const formerParent = parent === null ? undefined : former.formerUrn(parent);
  if (parent === null || formerParent === undefined || formerParent === parent) return aliases;
  const inherited = [resource.urn, ...aliases].map((urn) => urnUnderFormerParent(urn, parent, formerParent));
  return [...aliases, ...inherited.filter((urn) => urn !== undefined)];
}
