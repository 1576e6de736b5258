import type { FailureOutcomeKind } from "../assessment";
import type { Urn } from "../plan";
import { isWorkload } from "../topology/compute";
import { type Flow, findFlows, flowsByTier, pathTo } from "../topology/flows";
import { standsAside } from "../topology/intent";
import type { Tier, Topology } from "../topology/topology";
import { memberDomains, zonesOf } from "./domains";
import { type Impact, isWorse } from "./impact";
import { hostImpact, memberImpact } from "./member-impact";
import { zonalPassages } from "./passages";
import { sharedGateways } from "./shared-gateways";
import { hasStandIn } from "./stand-ins";
import { zoneImpact } from "./zone-impact";

/** What one failure takes away, with the failure that shows it best. */
export interface SinglePoint {
  readonly urn: Urn;
  readonly name: string;
  /** Null for what is no tier: a NAT gateway, an endpoint. */
  readonly tier: Tier | null;
  readonly failure: { readonly kind: string; readonly domain: string };
  /** Whose requests stop; null where no flow of this program is seen to need it. */
  readonly flow: string | null;
  /** Names from the flow's entry to it, both included; empty without a flow. */
  readonly path: readonly string[];
  readonly outcome: FailureOutcomeKind;
  readonly reason: string;
}

/** Kinds of failure that a tier can be asked to survive by itself. */
export type Survived = "member" | "zone";

interface Seen {
  readonly failure: SinglePoint["failure"];
  readonly impact: Impact;
}

/**
 * What does not survive the loss of a member or of a zone by itself, each with its worst failure; that of which the plan
 * cannot tell comes with the outcome `unknown`. What counts as survived depends on the tier: see `isLost`.
 */
export function singlePointsOfFailure(
  topology: Topology,
  survive: readonly Survived[] = ["member", "zone"],
): readonly SinglePoint[] {
  const byTier = flowsByTier(findFlows(topology));
  const tiers = [...topology.tiers.values()].flatMap((tier) =>
    ofTier(topology, tier, byTier.get(tier.urn) ?? [], survive),
  );
  const lines = survive.includes("member") ? ofLines(topology) : [];
  const more = survive.includes("zone") ? [...ofGateways(topology), ...ofPassages(topology)] : [];
  return [...withIdleSides(topology, withoutFollowers(topology, tiers)), ...more, ...lines];
}

function ofTier(
  topology: Topology,
  tier: Tier,
  using: readonly Flow[],
  survive: readonly Survived[],
): readonly SinglePoint[] {
  const found = failuresOf(topology, tier, survive).filter((seen) => isLost(topology, tier, seen, using));
  // What is certain counts before what the plan cannot tell.
  const certain = found.filter(({ impact }) => impact.outcome !== "unknown");
  const [first, ...others] = certain.length > 0 ? certain : found;
  if (!first) return [];
  const worst = others.reduce((most, each) => (isWorse(each.impact.outcome, most.impact.outcome) ? each : most), first);
  const flow = using.find((each) => each.kind === "write") ?? using[0];
  const path = flow ? pathTo(flow, tier.urn).map((urn) => topology.tiers.get(urn)?.name ?? urn) : [];
  const { outcome, reason } = worst.impact;
  const { urn, name } = tier;
  return [{ urn, name, tier, failure: worst.failure, flow: flow?.name ?? null, path, outcome, reason }];
}

function failuresOf(topology: Topology, tier: Tier, survive: readonly Survived[]): readonly Seen[] {
  const members = survive.includes("member") ? memberDomains(tier) : [];
  const zones = survive.includes("zone") ? zonesOf(topology, [tier]) : [];
  return [...members, ...zones].map((domain) => ({
    failure: { kind: domain.kind, domain: domain.id },
    impact:
      domain.kind === "zone"
        ? zoneImpact(tier, domain.zone)
        : domain.kind === "host"
          ? hostImpact(tier)
          : memberImpact(tier),
  }));
}

/**
 * Whether an impact makes the tier a single point of failure. A failover is what a standby is for. A replacement is
 * not: nothing answers until it has started, so it is too late for requests, and soon enough for queued work.
 */
function isLost(topology: Topology, tier: Tier, { failure, impact }: Seen, using: readonly Flow[]): boolean {
  if (impact.outcome === "survives" || impact.outcome === "degrades") return false;
  // By their tags, no user waits for it, or its callers do without it.
  if (standsAside(tier.intent) || tier.intent.fallback !== null) return false;
  // A machine that no request needs, such as a bastion.
  if (using.length === 0 && (isWorkload(tier) || tier.aside || isMountedAside(topology, tier))) return false;
  if (tier.kind === "replica" && !isOnlyCopy(tier, using)) return false;
  const needing = using.filter((flow) => !hasStandIn(flow, tier, failure));
  if (using.length > 0 && needing.length === 0) return false;
  if (impact.outcome === "needs-person" || impact.outcome === "unknown") return true;
  const onRequestPath = using.length === 0 || needing.some((flow) => flow.kind !== "async");
  return tier.healing === "replaced" && onRequestPath;
}

/** Files that only single machines mount which no request needs, such as a developer's. */
function isMountedAside(topology: Topology, tier: Tier): boolean {
  if (tier.kind !== "store") return false;
  const callers = topology.edges.filter(({ to }) => to === tier.urn).map(({ from }) => topology.tiers.get(from)?.kind);
  return callers.length > 0 && callers.every((kind) => kind === "server");
}

/** Whether some caller reads this copy and knows no other one; what leaves out copies that are down knows enough. */
function isOnlyCopy(replica: Tier, using: readonly Flow[]): boolean {
  return using.some((flow) => {
    const incoming = flow.incoming.get(replica.urn) ?? [];
    return incoming.some(({ from, checked }) => {
      if (checked === true) return false;
      const others = (flow.outgoing.get(from) ?? []).map((edge) => flow.byUrn.get(edge.to));
      return !others.some((other) => other !== replica && other?.kind === "replica" && other.copyOf === replica.copyOf);
    });
  });
}

/** Of tiers that share requests by weight, those that may be the side which gets none: whether they are, nobody sees here. */
function withIdleSides(topology: Topology, points: readonly SinglePoint[]): readonly SinglePoint[] {
  return topology.weighted.reduce((all, { tiers, idle }) => {
    const among = all.filter(({ urn }) => tiers.includes(urn));
    if (among.length > idle) return all;
    return all.map((point) =>
      among.includes(point)
        ? {
            ...point,
            outcome: "unknown",
            reason: `${point.reason} Whether its weight is zero, the preview cannot tell.`,
          }
        : point,
    );
  }, points);
}

/** Of a service and the hosts that it runs on, the hosts are what is to be changed. */
function withoutFollowers(topology: Topology, points: readonly SinglePoint[]): readonly SinglePoint[] {
  const domains = new Map(points.map((point) => [point.urn, point.failure.domain]));
  const hosts = new Map(
    topology.edges.filter(({ evidence }) => evidence === "runs on").map(({ from, to }) => [from, to]),
  );
  return points.filter((point) => {
    const host = hosts.get(point.urn);
    return host === undefined || point.failure.kind !== "zone" || domains.get(host) !== point.failure.domain;
  });
}

function ofGateways(topology: Topology): readonly SinglePoint[] {
  return sharedGateways(topology)
    .filter(({ aside }) => !aside)
    .map(({ gateway, zones, flow }) => ({
      urn: gateway.urn,
      name: gateway.name,
      tier: null,
      failure: { kind: "nat-gateway", domain: `nat-gateway:${gateway.urn}` },
      flow,
      path: [],
      outcome: zones === null ? "unknown" : "needs-person",
      reason:
        zones === null
          ? `Which zones leave through NAT gateway ${gateway.name}, or which zone it is in, is not known.`
          : `NAT gateway ${gateway.name} in ${gateway.zone} is the only way out for ${zones.join(", ")} too: when it or ` +
            `its zone is lost, nothing there can call AWS or the internet, and nothing new can start.`,
    }));
}

function ofPassages(topology: Topology): readonly SinglePoint[] {
  return zonalPassages(topology).map(({ passage, zone, flow }) => ({
    urn: passage.urn,
    name: passage.name,
    tier: null,
    failure: { kind: "zone", domain: `zone:${zone ?? "unknown"}` },
    flow,
    path: [],
    outcome: "needs-person",
    reason:
      `${passage.name} leads to ${passage.leadsTo} from ${zone ?? "one zone"} only, and other zones go through it: ` +
      "when its zone is lost, they lose the way too.",
  }));
}

function ofLines(topology: Topology): readonly SinglePoint[] {
  return topology.lines.map(({ urn, name, what }) => ({
    urn,
    name,
    tier: null,
    failure: { kind: "endpoint", domain: `endpoint:${urn}` },
    flow: null,
    path: [],
    outcome: "needs-person",
    reason: `${name} is the only connection to the data centre: ${what}, with nothing beside it.`,
  }));
}
