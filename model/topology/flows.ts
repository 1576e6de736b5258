import type { FlowKind } from "../assessment";
import type { Urn } from "../plan";
import type { Edge, Tier, Topology } from "./topology";

/** The requests of one kind, from where they come in to the data, and the tiers that they need. */
export interface Flow {
  /** Such as `read via front`. */
  readonly name: string;
  readonly kind: FlowKind;
  readonly entry: Urn;
  /** Every tier that it needs, the entry first. */
  readonly tiers: readonly Tier[];
  /** Edges that it goes along. */
  readonly edges: readonly Edge[];
  /** Copies of its databases, whether it reads them or not. */
  readonly copies: readonly Tier[];
}

const DATA = new Set(["database", "store", "queue"]);

/** The flows of a topology: reads and writes per entry, files where a bucket serves them, and work by way of queues. */
export function findFlows(topology: Topology): readonly Flow[] {
  return [...topology.entries.flatMap((entry) => entryFlows(topology, entry)), ...queueFlows(topology)];
}

function entryFlows(topology: Topology, entry: Urn): readonly Flow[] {
  const name = nameOf(topology, entry);
  const reads = walk(topology, entry, (edge) => edge.kind === "request");
  const answers = reads.tiers.some((tier) => !["dns", "cdn", "api", "load-balancer"].includes(tier.kind));
  const flows: Flow[] = [];
  if (answers) {
    flows.push({ name: `read via ${name}`, kind: "read", entry, ...reads });
    const writes = walk(topology, entry, (edge) => isWritten(topology, edge));
    // Without any data tier, what is written stays on the members themselves, if they keep anything.
    if (writes.tiers.some((tier) => DATA.has(tier.kind) || tier.stateful)) {
      flows.push({ name: `write via ${name}`, kind: "write", entry, ...writes });
    }
  }
  const files = walk(topology, entry, (edge) => edge.kind === "files" || leadsToFiles(topology, edge));
  if (files.tiers.some((tier) => tier.kind === "store")) {
    flows.push({ name: `static via ${name}`, kind: "static", entry, ...files });
  }
  return flows;
}

/** An entry by its name; a DNS record by what it leads to, since one thing may have many names. */
function nameOf(topology: Topology, entry: Urn): string {
  const tier = topology.tiers.get(entry);
  const target = topology.edges.find((edge) => edge.from === entry)?.to;
  if (tier?.kind === "dns" && target !== undefined) return topology.tiers.get(target)?.name ?? tier.name;
  return tier?.name ?? entry;
}

/** Writes go everywhere that reads go but to copies, and on into queues. */
function isWritten(topology: Topology, edge: Edge): boolean {
  if (edge.kind === "enqueue") return true;
  return edge.kind === "request" && topology.tiers.get(edge.to)?.kind !== "replica";
}

/** From a name to the distribution behind it, which serves the files. */
function leadsToFiles(topology: Topology, edge: Edge): boolean {
  const to = topology.tiers.get(edge.to);
  const from = topology.tiers.get(edge.from);
  return edge.kind === "request" && from?.kind === "dns" && (to?.kind === "cdn" || to?.kind === "store");
}

function queueFlows(topology: Topology): readonly Flow[] {
  const queues = [...topology.tiers.values()].filter((tier) => tier.kind === "queue");
  return queues.flatMap((queue) => {
    const consumed = topology.edges.some((edge) => edge.from === queue.urn && edge.kind === "consume");
    if (!consumed) return [];
    const onward = (edge: Edge) => (edge.from === queue.urn ? edge.kind === "consume" : isWritten(topology, edge));
    return [
      {
        name: `async via ${queue.name}`,
        kind: "async" as const,
        entry: queue.urn,
        ...walk(topology, queue.urn, onward),
      },
    ];
  });
}

function walk(
  topology: Topology,
  entry: Urn,
  follows: (edge: Edge) => boolean,
): Pick<Flow, "tiers" | "edges" | "copies"> {
  const urns = [entry];
  const edges: Edge[] = [];
  for (let i = 0; i < urns.length; i++) {
    for (const edge of topology.edges) {
      if (edge.from !== urns[i] || !follows(edge)) continue;
      edges.push(edge);
      if (!urns.includes(edge.to)) urns.push(edge.to);
    }
  }
  const tiers = urns.map((urn) => topology.tiers.get(urn)).filter((tier) => tier !== undefined);
  const copies = [...topology.tiers.values()].filter(({ copyOf }) => copyOf !== null && urns.includes(copyOf));
  return { tiers, edges, copies };
}

/** The shortest way from the flow's entry to a tier, both included. */
export function pathTo(flow: Flow, target: Urn): readonly Urn[] {
  const before = new Map<Urn, Urn>();
  const open = [flow.entry];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const edge of flow.edges) {
      if (edge.from !== next || edge.to === flow.entry || before.has(edge.to)) continue;
      before.set(edge.to, next);
      open.push(edge.to);
    }
  }
  const path = [target];
  for (let at = before.get(target); at !== undefined; at = before.get(at)) path.unshift(at);
  return path;
}
