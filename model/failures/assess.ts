import type { FailureOutcome } from "../assessment";
import type { Plan, Urn } from "../plan";
import { buildTopology } from "../topology/build";
import { type Flow, findFlows, flowsByTier } from "../topology/flows";
import type { Tier, Topology } from "../topology/topology";
import { type Domain, failureDomains } from "./domains";
import { cannotStart, egressImpact, type LostEgress } from "./egress-impact";
import { type Impact, needsPerson, survives, worse } from "./impact";
import { hostImpact, memberImpact } from "./member-impact";
import { operationOutcomes } from "./operations/outcomes";
import { withOtherCopies } from "./readers";
import { regionImpact } from "./region-impact";
import { withStandIns } from "./stand-ins";
import { totalOf } from "./total";
import { zoneImpact } from "./zone-impact";

/**
 * What every failure does to the flows that need something which it strikes. Zones and regions are felt by whatever is in
 * them, so those have an outcome for every flow; a flow without an outcome for a failure is not affected by it.
 */
export function assessFailures(plan: Plan): readonly FailureOutcome[] {
  return assessTopology(buildTopology(plan));
}

/** Kinds of failure that strike one tier alone. */
const OF_ONE_TIER = new Set<string>(["member", "host", "database-primary", "replica", "cache-node"]);

const assessed = new WeakMap<Topology, readonly FailureOutcome[]>();

/** As {@link assessFailures}, for a topology that is built already; done once for each. */
export function assessTopology(topology: Topology): readonly FailureOutcome[] {
  const known = assessed.get(topology);
  if (known) return known;
  const flows = findFlows(topology);
  const reach = reachOf(flows);
  const outcomes = [
    ...failureDomains(topology, flows).flatMap((domain) =>
      reach(domain).map((flow) => outcomeOf(topology, flow, domain)),
    ),
    ...operationOutcomes(topology, flows),
  ];
  assessed.set(topology, outcomes);
  return outcomes;
}

/** The flows that can feel a failure, in their own order. */
function reachOf(flows: readonly Flow[]): (domain: Domain) => readonly Flow[] {
  const byTier = flowsByTier(flows);
  const bySubnet = flowsBySubnet(flows);
  return (domain) => {
    if ("tier" in domain) return byTier.get(domain.tier) ?? [];
    if (domain.kind !== "nat-gateway") return flows;
    const leaving = new Set(domain.gateway.subnets.flatMap((subnet) => [...(bySubnet.get(subnet) ?? [])]));
    return leaving.size === flows.length ? flows : [...leaving];
  };
}

/** Flows by the subnets that their tiers are in. */
function flowsBySubnet(flows: readonly Flow[]): ReadonlyMap<Urn, ReadonlySet<Flow>> {
  const by = new Map<Urn, Set<Flow>>();
  for (const flow of flows) {
    for (const subnet of flow.tiers.flatMap(({ placement }) => placement.subnets)) {
      const known = by.get(subnet);
      if (known) known.add(flow);
      else by.set(subnet, new Set([flow]));
    }
  }
  return by;
}

function outcomeOf(topology: Topology, flow: Flow, domain: Domain): FailureOutcome {
  const struck = OF_ONE_TIER.has(domain.kind) && "tier" in domain ? [flow.byUrn.get(domain.tier)] : flow.tiers;
  const impacts = struck
    .filter((tier) => tier !== undefined)
    .map((tier) => ({ tier, impact: flowImpact(topology, flow, tier, domain) }));
  return totalOf(flow, domain, impacts);
}

/** What a failure does to one tier of a flow, with what the flow can use instead. */
function flowImpact(topology: Topology, flow: Flow, tier: Tier, domain: Domain): Impact {
  const own = (each: Tier) => tierImpact(topology, flow, each, domain);
  return withStandIns(topology, flow, tier, (each) => withOtherCopies(flow, each, own));
}

function tierImpact(topology: Topology, flow: Flow, tier: Tier, domain: Domain): Impact {
  const unaffected = survives(`${tier.name} is not affected.`);
  switch (domain.kind) {
    case "zone":
      return withEgress(topology, flow, tier, zoneImpact(tier, domain.zone), {
        zone: domain.zone,
        gateways: topology.gateways.filter((gateway) => gateway.zone !== null && gateway.zone === domain.zone),
      });
    case "nat-gateway":
      return withEgress(topology, flow, tier, unaffected, { zone: null, gateways: [domain.gateway] });
    case "region":
      return regionImpact(topology, flow, tier, domain.region);
    case "host":
      return domain.tier === tier.urn ? hostImpact(tier) : unaffected;
    default:
      return domain.tier === tier.urn ? memberImpact(tier) : unaffected;
  }
}

function withEgress(topology: Topology, flow: Flow, tier: Tier, own: Impact, lost: LostEgress): Impact {
  if (lost.gateways.length === 0) return own;
  if (own.outcome === "recovers" && tier.kind === "service" && cannotStart(topology, tier, lost)) {
    return needsPerson(`${own.reason} It cannot start: the zones that are left have no way out for its image.`);
  }
  const egress = egressImpact(topology, flow, tier, lost);
  if (egress === null) return own;
  const total = worse(own, egress);
  const share = Math.min(own.capacityShare ?? 1, egress.capacityShare ?? 1);
  return own.capacityShare === null ? total : { ...total, capacityShare: share };
}
