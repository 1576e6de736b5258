import type { Assumption } from "../../model/assessment";
import type { PlannedResource, Urn } from "../../model/plan";
import { STACK_TYPE } from "./engine-urn";

/**
 * Adds the parents that the file leaves out, as a preview does with what stays as it is, and puts every parent before
 * its children.
 */
export function withMissingParents(
  resources: readonly PlannedResource[],
  { project, stack }: { readonly project: string; readonly stack: string },
): { readonly resources: readonly PlannedResource[]; readonly assumed: readonly Assumption[] } {
  const root: Urn = `urn:pulumi:${stack}::${project}::${STACK_TYPE}::${project}-${stack}`;
  const known = new Map(resources.map((resource) => [resource.urn, resource]));
  const added = new Map<Urn, PlannedResource>();
  for (const { parent } of resources) {
    if (parent !== null && !known.has(parent)) added.set(parent, component(parent, parent === root ? null : root));
  }
  if (added.size > 0 && !known.has(root)) added.set(root, component(root, null));
  for (const [urn, parent] of added) known.set(urn, parent);
  const others = [...added.keys()].filter((urn) => urn !== root);
  return { resources: parentsFirst(known, root), assumed: others.map(assumption) };
}

function component(urn: Urn, parent: Urn | null): PlannedResource {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return {
    op: "same",
    urn,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
    custom: false,
    parent,
    provider: null,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
    autoNamed: [],
  };
}

function assumption(urn: Urn): Assumption {
  return {
    subject: "parent",
    urn,
    note: "the file does not list it: taken for a component without anything of its own.",
  };
}

function parentsFirst(resources: ReadonlyMap<Urn, PlannedResource>, root: Urn): readonly PlannedResource[] {
  const ordered = new Map<Urn, PlannedResource>();
  const place = (resource: PlannedResource, above: ReadonlySet<Urn>): void => {
    if (ordered.has(resource.urn) || above.has(resource.urn)) return;
    const parent = resource.parent === null ? undefined : resources.get(resource.parent);
    if (parent) place(parent, new Set([...above, resource.urn]));
    ordered.set(resource.urn, resource);
  };
  const stack = resources.get(root);
  if (stack) place(stack, new Set());
  for (const resource of resources.values()) place(resource, new Set());
  return [...ordered.values()];
}
