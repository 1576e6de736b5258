import type { Urn } from "../plan";
import type { Edge, Tier, Topology } from "../topology/topology";
import type { PeakLoad } from "./load";

/** What reaches one tier in the busiest minute, a second. */
export interface Demand {
  readonly reads: number;
  readonly writes: number;
  /** Messages to work on, for what takes them from a queue. */
  readonly messages: number;
  /** WebSockets that end here. */
  readonly connections: number;
}

/** Share of reads that a cache beside the database answers. Our estimate; an app's own hit rate belongs here. */
export const CACHE_HIT_SHARE = 0.8;

const NOTHING: Demand = { reads: 0, writes: 0, messages: 0, connections: 0 };
const PROGRAMS = ["server", "service", "function"];
const DATABASES = ["database", "replica", "proxy"];

/**
 * Follows the requests from the ways in through the program: a tier hands each request on to one of the tiers of a kind
 * that it calls, in equal shares. A CDN keeps the share of files for itself; a cache beside a database takes its share of
 * the reads; replicas share what reads are left.
 */
export function demandOf(topology: Topology, load: PeakLoad): ReadonlyMap<Urn, Demand> {
  const demand = new Map<Urn, Demand>();
  const share = 1 / Math.max(1, topology.entries.length);
  const whole: Demand = {
    reads: load.peakRps * load.readShare * share,
    writes: load.peakRps * (1 - load.readShare) * share,
    messages: 0,
    connections: load.webSockets * share,
  };
  for (const entry of topology.entries) pour(entry, whole, new Set(), { topology, load, demand });
  return demand;
}

interface Pouring {
  readonly topology: Topology;
  readonly load: PeakLoad;
  readonly demand: Map<Urn, Demand>;
}

function pour(urn: Urn, flow: Demand, above: ReadonlySet<Urn>, pouring: Pouring): void {
  const { topology, load, demand } = pouring;
  const tier = topology.tiers.get(urn);
  if (tier === undefined || above.has(urn)) return;
  demand.set(urn, added(demand.get(urn), flow));
  const below = new Set([...above, urn]);
  const passed = tier.kind === "cdn" ? scaled(flow, 1 - load.staticShare, 1) : flow;
  const edges = topology.edges.filter((edge) => edge.from === urn && !above.has(edge.to));
  for (const [to, part] of shares(tier, edges, passed, pouring)) pour(to, part, below, pouring);
}

/** What a tier sends on, by callee. */
function shares(tier: Tier, edges: readonly Edge[], flow: Demand, { topology, load }: Pouring): [Urn, Demand][] {
  const to = (kinds: readonly string[]): Urn[] =>
    unique(edges.filter((edge) => edge.kind === "request" && kinds.includes(topology.tiers.get(edge.to)?.kind ?? "")));
  const [programs, caches, databases] = [
    to([...PROGRAMS, "load-balancer", "api", "cdn", "dns"]),
    to(["cache"]),
    to(["database", "proxy"]),
  ];
  const replicas = to(["replica"]);
  const tables = unique(edges.filter(({ to: callee }) => topology.tiers.get(callee)?.type === "dynamodb/Table"));
  const quiet = { ...flow, connections: 0 };
  const missed = caches.length > 0 ? scaled(quiet, 1 - CACHE_HIT_SHARE, 1) : quiet;
  const readers = replicas.length > 0 ? replicas : databases;
  const writes = flow.writes + flow.messages;
  const queues = unique(edges.filter(({ kind }) => kind === "enqueue"));
  return [
    ...spread(programs, PROGRAMS.includes(tier.kind) ? quiet : flow),
    ...(PROGRAMS.includes(tier.kind) ? spread(caches, quiet) : []),
    ...spread(databases, { reads: 0, writes, messages: 0, connections: 0 }),
    ...spread(readers, { reads: missed.reads, writes: 0, messages: 0, connections: 0 }),
    ...spread(queues, { ...NOTHING, messages: flow.writes * load.messagesPerWrite }),
    ...consumers(queues, topology, flow.writes * load.messagesPerWrite),
    ...spread(databases.length > 0 ? [] : tables, { ...quiet, reads: missed.reads }),
  ];
}

/** Those who take messages from the queues; what they write is counted as messages. */
function consumers(queues: readonly Urn[], { edges }: Topology, messages: number): [Urn, Demand][] {
  return queues.flatMap((queue) => {
    const taking = unique(edges.filter((edge) => edge.kind === "consume" && edge.from === queue));
    return spread(taking, { reads: 0, writes: 0, messages: messages / queues.length, connections: 0 });
  });
}

function spread(urns: readonly Urn[], flow: Demand): [Urn, Demand][] {
  return urns.map((urn) => [urn, divided(flow, urns.length)]);
}

function unique(edges: readonly Edge[]): Urn[] {
  return [...new Set(edges.map(({ to }) => to))];
}

function divided({ reads, writes, messages, connections }: Demand, by: number): Demand {
  return { reads: reads / by, writes: writes / by, messages: messages / by, connections: connections / by };
}

function scaled(flow: Demand, reads: number, writes: number): Demand {
  return { ...flow, reads: flow.reads * reads, writes: flow.writes * writes };
}

function added(before: Demand | undefined, more: Demand): Demand {
  if (before === undefined) return more;
  return {
    reads: before.reads + more.reads,
    writes: before.writes + more.writes,
    messages: before.messages + more.messages,
    connections: before.connections + more.connections,
  };
}

export function isDatabase({ kind }: Tier): boolean {
  return DATABASES.includes(kind);
}
