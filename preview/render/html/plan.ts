import type { Plan, PlannedResource, Urn } from "../../../model/plan";
import { counted, displayType } from "../names";
import { type Element, folded, h, section } from "./elements";

/** What would be created: each component with what it makes, folded below the first level. */
export function planSection({ resources }: Plan): Element {
  const children = new Map<Urn | null, PlannedResource[]>();
  for (const resource of [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1))) {
    children.set(resource.parent, [...(children.get(resource.parent) ?? []), resource]);
  }
  const roots = (children.get(null) ?? []).flatMap((root) =>
    root.type === "pulumi:pulumi:Stack" ? (children.get(root.urn) ?? []) : [root],
  );
  return section(
    "plan",
    "Plan",
    h(
      "ul",
      null,
      roots.map((root) => node(root, children)),
    ),
  );
}

function node(resource: PlannedResource, all: ReadonlyMap<Urn | null, readonly PlannedResource[]>): Element {
  const children = all.get(resource.urn) ?? [];
  const op = resource.op === "create" ? "" : ` (${resource.op})`;
  const label = `${displayType(resource.type)} ${resource.name}${op}`;
  if (children.length === 0) return h("li", null, label);
  const inner = h(
    "ul",
    null,
    children.map((child) => node(child, all)),
  );
  return h("li", null, folded(`${label}: ${counted(descendants(resource, all), "resource")}`, false, inner));
}

function descendants(resource: PlannedResource, all: ReadonlyMap<Urn | null, readonly PlannedResource[]>): number {
  return (all.get(resource.urn) ?? []).reduce((sum, child) => sum + 1 + descendants(child, all), 0);
}
