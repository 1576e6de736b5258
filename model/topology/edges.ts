import type { Urn } from "../plan";
import type { Edge, EdgeKind } from "./topology";

/** Who sends to whom, looked up from either end. */
export class Edges {
  readonly #all = new Map<string, Edge>();
  readonly #from = new Map<Urn, Set<Edge>>();
  readonly #to = new Map<Urn, Set<Edge>>();

  /** Adds an edge unless there is one of its kind already. */
  add(edge: Edge): void {
    const key = keyOf(edge);
    if (this.#all.has(key)) return;
    this.#all.set(key, edge);
    put(this.#from, edge.from, edge);
    put(this.#to, edge.to, edge);
  }

  remove(edge: Edge): void {
    this.#all.delete(keyOf(edge));
    this.#from.get(edge.from)?.delete(edge);
    this.#to.get(edge.to)?.delete(edge);
  }

  from(urn: Urn, ...kinds: readonly EdgeKind[]): readonly Edge[] {
    return ofKinds(this.#from.get(urn), kinds);
  }

  to(urn: Urn, ...kinds: readonly EdgeKind[]): readonly Edge[] {
    return ofKinds(this.#to.get(urn), kinds);
  }

  /** All of them, in the order in which they were added. */
  all(): readonly Edge[] {
    return [...this.#all.values()];
  }
}

function keyOf({ from, to, kind }: Edge): string {
  return `${kind} ${from} ${to}`;
}

function ofKinds(edges: ReadonlySet<Edge> | undefined, kinds: readonly EdgeKind[]): readonly Edge[] {
  const found = [...(edges ?? [])];
  return kinds.length === 0 ? found : found.filter(({ kind }) => kinds.includes(kind));
}

function put(map: Map<Urn, Set<Edge>>, urn: Urn, edge: Edge): void {
  const known = map.get(urn);
  if (known) known.add(edge);
  else map.set(urn, new Set([edge]));
}
