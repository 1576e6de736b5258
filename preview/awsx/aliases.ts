import type { Urn } from "../../model/plan";

/** The URN that a child of that parent would have had under another type: what an alias by type means. */
export function aliasOfType(parent: Urn, type: string, name: string): Urn {
  const [stack, project, types] = parent.split("::");
  return [stack, project, `${types}$${type}`, name].join("::");
}
