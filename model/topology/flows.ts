import type { FlowKind } from "../assessment";
import type { Urn } from "../plan";
import { standsAside } from "./intent";
import { type Edge, isWorldwide, type Tier, type Topology } from "./topology";

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
  readonly byUrn: ReadonlyMap<Urn, Tier>;
  readonly outgoing: ReadonlyMap<Urn, readonly Edge[]>;
  readonly incoming: ReadonlyMap<Urn, readonly Edge[]>;
  /** Copies of its databases, whether it reads them or not. */
  readonly copies: readonly Tier[];
}

const DATA = new Set(["database", "store", "queue", "broker"]);
const FRONT = new Set(["dns", "cdn", "accelerator", "api", "load-balancer"]);

/** What the search asks of a topology, looked up once for all flows. */
interface Ways {
  readonly topology: Topology;
  readonly outgoing: ReadonlyMap<Urn, readonly Edge[]>;
  readonly copiesOf: ReadonlyMap<Urn, readonly Tier[]>;
}

const found = new WeakMap<Topology, readonly Flow[]>();

/** The flows of a topology: reads and writes per entry, files where a bucket serves them, and work by way of queues. */
export function findFlows(topology: Topology): readonly Flow[] {
  const known = found.get(topology);
  if (known) return known;
  const copies = [...topology.tiers.values()].filter(({ copyOf }) => copyOf !== null);
  const ways: Ways = {
    topology,
    outgoing: grouped(topology.edges, ({ from }) => from),
    copiesOf: grouped(copies, ({ copyOf }) => copyOf ?? ""),
  };
  const flows = [...topology.entries.flatMap((entry) => entryFlows(ways, entry)), ...queueFlows(ways)];
  found.set(topology, flows);
  return flows;
}

function entryFlows(ways: Ways, entry: Urn): readonly Flow[] {
  const { topology } = ways;
  const name = nameOf(ways, entry);
  // Of a machine that only its own people use, nobody else's requests stop.
  const aside = topology.tiers.get(entry);
  if (aside !== undefined && standsAside(aside.intent)) return [];
  const reads = walk(ways, entry, (edge) => edge.kind === "request");
  const flows: Flow[] = [];
  if (reads.tiers.some((tier) => !FRONT.has(tier.kind))) {
    flows.push({ name: `read via ${name}`, kind: "read", entry, ...reads });
    const writes = walk(ways, entry, (edge) => isWritten(topology, edge));
    // Without any data tier, what is written stays on the members themselves, if they keep anything.
    if (writes.tiers.some((tier) => DATA.has(tier.kind) || tier.stateful)) {
      flows.push({ name: `write via ${name}`, kind: "write", entry, ...writes });
    }
  }
  const files = walk(ways, entry, (edge) => edge.kind === "files" || leadsToFiles(topology, edge));
  if (files.tiers.some((tier) => tier.kind === "store")) {
    flows.push({ name: `static via ${name}`, kind: "static", entry, ...files });
  }
  return flows;
}

/** An entry by its name; a DNS record by what it leads to, since one thing may have many names. */
function nameOf({ topology, outgoing }: Ways, entry: Urn): string {
  const tier = topology.tiers.get(entry);
  const target = outgoing.get(entry)?.[0]?.to;
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

function queueFlows(ways: Ways): readonly Flow[] {
  const { topology, outgoing } = ways;
  return [...topology.tiers.values()].flatMap((queue) => {
    // Not only queues: changes of a table or a bucket start work too.
    if (!outgoing.get(queue.urn)?.some((edge) => edge.kind === "consume")) return [];
    const onward = (edge: Edge) => (edge.from === queue.urn ? edge.kind === "consume" : isWritten(topology, edge));
    const flow = walk(ways, queue.urn, onward);
    return [{ name: `async via ${queue.name}`, kind: "async" as const, entry: queue.urn, ...flow }];
  });
}

/** All that is reached from an entry along the edges that a flow follows. */
function walk(ways: Ways, entry: Urn, follows: (edge: Edge) => boolean): Omit<Flow, "name" | "kind" | "entry"> {
  const urns = new Set([entry]);
  const edges: Edge[] = [];
  for (const urn of urns) {
    for (const edge of ways.outgoing.get(urn) ?? []) {
      if (edge.idle === true || !follows(edge)) continue;
      edges.push(edge);
      urns.add(edge.to);
    }
  }
  const tiers = [...urns].map((urn) => ways.topology.tiers.get(urn)).filter((tier) => tier !== undefined);
  return {
    tiers,
    edges,
    byUrn: new Map(tiers.map((tier) => [tier.urn, tier])),
    outgoing: grouped(edges, ({ from }) => from),
    incoming: grouped(edges, ({ to }) => to),
    copies: [...urns].flatMap((urn) => ways.copiesOf.get(urn) ?? []),
  };
}

const steps = new WeakMap<Flow, ReadonlyMap<Urn, Urn>>();

/** The shortest way from the flow's entry to a tier, both included. */
export function pathTo(flow: Flow, target: Urn): readonly Urn[] {
  const before = steps.get(flow) ?? stepsOf(flow);
  steps.set(flow, before);
  const path = [target];
  for (let at = before.get(target); at !== undefined; at = before.get(at)) path.unshift(at);
  return path;
}

/** Of each tier, the one before it on the shortest way. */
function stepsOf(flow: Flow): ReadonlyMap<Urn, Urn> {
  const before = new Map<Urn, Urn>();
  const open = [flow.entry];
  for (let i = 0; i < open.length; i++) {
    for (const edge of flow.outgoing.get(open[i] ?? "") ?? []) {
      if (edge.to === flow.entry || before.has(edge.to)) continue;
      before.set(edge.to, edge.from);
      open.push(edge.to);
    }
  }
  return before;
}

/** Flows by the tiers that they need. */
export function flowsByTier(flows: readonly Flow[]): ReadonlyMap<Urn, readonly Flow[]> {
  const by = new Map<Urn, Flow[]>();
  for (const flow of flows) {
    for (const { urn } of flow.tiers) {
      const known = by.get(urn);
      if (known) known.push(flow);
      else by.set(urn, [flow]);
    }
  }
  return by;
}

/** Whether a tier is in a region, and not served from everywhere. */
export function isRegional(tier: Tier): boolean {
  return !isWorldwide(tier.kind);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => Urn): ReadonlyMap<Urn, readonly T[]> {
  const groups = new Map<Urn, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
