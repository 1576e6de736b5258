import type { FailureOutcome, FailureOutcomeKind } from "../assessment";
import type { Urn } from "../plan";
import { isWorkload } from "../topology/compute";
import { type Flow, findFlows, pathTo } from "../topology/flows";
import type { Tier, Topology } from "../topology/topology";
import { memberDomain, zonesOf } from "./domains";
import { type Impact, isWorse } from "./impact";
import { memberImpact } from "./member-impact";
import { zoneImpact } from "./zone-impact";

/** A tier that one failure takes away, with the failure that shows it best. */
export interface SinglePoint {
  readonly tier: Tier;
  readonly failure: { readonly kind: FailureOutcome["kind"]; readonly domain: string };
  /** Whose requests stop; null where no flow of this program is seen to need it. */
  readonly flow: string | null;
  /** Names from the flow's entry to the tier, both included; empty without a flow. */
  readonly path: readonly string[];
  readonly urn: Urn;
  readonly outcome: FailureOutcomeKind;
  readonly reason: string;
}

/**
 * The tiers that do not survive the loss of a member or of a zone by themselves, each with its worst failure; those of
 * which the plan cannot tell come with the outcome `unknown`. What counts as survived depends on the tier: see `isLost`.
 */
export function singlePointsOfFailure(topology: Topology): readonly SinglePoint[] {
  const flows = findFlows(topology);
  return [...topology.tiers.values()].flatMap((tier) => {
    const using = flows.filter((flow) => flow.tiers.includes(tier));
    const found = failuresOf(topology, tier).filter(({ impact }) => isLost(tier, impact, using));
    // What is certain counts before what the plan cannot tell.
    const certain = found.filter(({ impact }) => impact.outcome !== "unknown");
    const [first, ...others] = certain.length > 0 ? certain : found;
    if (!first) return [];
    const worst = others.reduce(
      (most, each) => (isWorse(each.impact.outcome, most.impact.outcome) ? each : most),
      first,
    );
    const { failure, impact } = worst;
    const flow = using.find((each) => each.kind === "write") ?? using[0];
    const path = flow ? pathTo(flow, tier.urn).map((urn) => topology.tiers.get(urn)?.name ?? urn) : [];
    const { outcome, reason } = impact;
    return [{ tier, failure, flow: flow?.name ?? null, path, urn: tier.urn, outcome, reason }];
  });
}

function failuresOf(
  topology: Topology,
  tier: Tier,
): readonly { readonly failure: SinglePoint["failure"]; readonly impact: Impact }[] {
  const members = memberDomain(tier).map(({ kind, id }) => ({
    failure: { kind, domain: id },
    impact: memberImpact(tier),
  }));
  const zones = zonesOf(topology, [tier]).map((domain) => ({
    failure: { kind: domain.kind, domain: domain.id },
    impact: zoneImpact(tier, domain.kind === "zone" ? domain.zone : null),
  }));
  return [...members, ...zones];
}

/**
 * Whether an impact makes the tier a single point of failure. A failover is what a standby is for. A replacement is
 * not: nothing answers until it has started, so it is too late for requests, and soon enough for queued work.
 */
function isLost(tier: Tier, impact: Impact, using: readonly Flow[]): boolean {
  // A machine that no request needs, such as a bastion, and a copy of data that is held elsewhere.
  if ((isWorkload(tier) && using.length === 0) || tier.kind === "replica") return false;
  if (impact.outcome === "needs-person" || impact.outcome === "unknown") return true;
  const onRequestPath = using.some((flow) => flow.kind !== "async");
  return impact.outcome === "recovers" && tier.healing === "replaced" && onRequestPath;
}
