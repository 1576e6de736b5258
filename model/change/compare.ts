import { AutoNames } from "../auto-names";
import type { Plan, PlannedResource, Urn } from "../plan";
import type { Change, ChangeKind, PropertyChange } from "./change";
import type { Comparison } from "./differences";
import { type Pair, type Pairing, pairResources } from "./pairing";
import { formatPath } from "./property-path";
import { Regions } from "./region";
import { isSetProperty } from "./replacement";
import { optionChanges, propertyChanges } from "./resource-change";
import { PropertySources } from "./sources-of";
import { urnParts } from "./urn";

/**
 * What going from one plan to another does to each resource, in the later plan's order, deletions last.
 *
 * The earlier plan stands for what exists: it is a state, or a plan that was carried out.
 */
export function comparePlans(before: Plan, after: Plan): Change[] {
  const comparer = new Comparer(before, after);
  let replaced: ReadonlySet<Urn> = new Set();
  for (;;) {
    const changes = comparer.changes(replaced);
    const now = new Set(changes.filter(({ kind }) => kind === "replace").map(({ urn }) => urn));
    // What is replaced gets a new id, which may replace what refers to it: once more, until nothing is added.
    if (now.size === replaced.size) return changes;
    replaced = now;
  }
}

class Comparer {
  readonly #pairing: Pairing;
  readonly #sources: PropertySources;
  readonly #names: { readonly before: AutoNames; readonly after: AutoNames };
  readonly #regions: { readonly before: Regions; readonly after: Regions };

  constructor(before: Plan, after: Plan) {
    this.#pairing = pairResources(before, after);
    this.#sources = new PropertySources(before, after, this.#pairing.urnAfter);
    this.#names = { before: new AutoNames(before), after: new AutoNames(after) };
    this.#regions = { before: new Regions(before), after: new Regions(after) };
  }

  changes(replaced: ReadonlySet<Urn>): Change[] {
    return this.#pairing.pairs.filter(isManaged).map(({ before, after }) => {
      if (!after) return lone("delete", before as PlannedResource, { before, after: null });
      if (!before || (before.external && !after.external)) return lone("create", after, { before: null, after });
      return this.#changed(before, after, replaced);
    });
  }

  #changed(before: PlannedResource, after: PlannedResource, replaced: ReadonlySet<Urn>): Change {
    const uncompared: string[] = [];
    const comparisonOf = (property: string): Comparison => ({
      sources: this.#sources.of(property, before, after, replaced),
      beforeNames: this.#names.before,
      afterNames: this.#names.after,
      urnAfter: this.#pairing.urnAfter,
      isSet: (path) => isSetProperty(after.type, path),
      uncompared: (path) => uncompared.push(formatPath(path)),
    });
    // What is only read has no properties to change: its id says which one it is.
    const properties = after.external
      ? []
      : [...propertyChanges(before, after, comparisonOf), ...this.#regionChange(before, after)];
    const options = optionChanges(before, after);
    const reasons = replacementReasons(before, after, properties, replaced);
    const isChanged = properties.length + options.length > 0;
    const kind: ChangeKind = reasons.length > 0 ? "replace" : isChanged ? "update" : "same";
    return {
      ...lone(kind, after, { before, after }),
      previousUrn: isRenamed(before.urn, after.urn) ? before.urn : null,
      properties,
      options,
      reasons,
      mayReplace: kind === "update" && properties.some(({ effect }) => effect === "may-replace"),
      uncompared,
    };
  }

  #regionChange(before: PlannedResource, after: PlannedResource): readonly PropertyChange[] {
    const [old, now] = [this.#regions.before.of(before), this.#regions.after.of(after)];
    if (old === undefined || now === undefined || old === now) return [];
    return [{ path: "region", before: old, after: now, effect: "replace", reason: null }];
  }
}

/** Whether two URNs of one resource differ in more than the stack. */
function isRenamed(before: Urn, after: Urn): boolean {
  const [old, now] = [urnParts(before), urnParts(after)];
  if (now?.qualifiedType === "pulumi:pulumi:Stack") return false;
  return old?.qualifiedType !== now?.qualifiedType || old?.name !== now?.name;
}

/** What is read and not managed comes and goes without anything happening to it. */
function isManaged({ before, after }: Pair): boolean {
  if (before && after) return true;
  return !(before ?? after)?.external;
}

function lone(kind: ChangeKind, resource: PlannedResource, pair: Pair): Change {
  return {
    kind,
    urn: resource.urn,
    previousUrn: null,
    type: resource.type,
    name: resource.name,
    properties: [],
    options: [],
    reasons: [],
    mayReplace: false,
    uncompared: [],
    ...pair,
  };
}

/** Why the resource is replaced, one phrase each; empty when it is not. */
function replacementReasons(
  before: PlannedResource,
  after: PlannedResource,
  properties: readonly PropertyChange[],
  replaced: ReadonlySet<Urn>,
): readonly string[] {
  const reasons = properties
    .filter(({ effect }) => effect === "replace")
    .map(({ path, reason }) => `${path} changes${reason === null ? "" : ` (${reason})`}`);
  if (!before.external && after.external && before.id !== after.id) reasons.push("it is now read, no longer managed");
  for (const urn of after.options.replaceWith ?? []) {
    if (replaced.has(urn)) reasons.push(`${urn.slice(urn.lastIndexOf("::") + 2)} is replaced (replaceWith)`);
  }
  if (after.op === "replace" && before.op !== "replace" && reasons.length === 0) {
    reasons.push("the engine's own preview replaces it");
  }
  return reasons;
}
