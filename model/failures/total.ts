import type { FailureOutcome } from "../assessment";
import { type Flow, pathTo } from "../topology/flows";
import type { Tier } from "../topology/topology";
import { type Impact, survives, worse } from "./impact";

interface Struck {
  readonly tier: Tier;
  readonly impact: Impact;
}

/** What a failure does to a flow, from what it does to each of the tiers that it strikes: the worst decides. */
export function totalOf(
  flow: Flow,
  domain: { readonly kind: string; readonly id: string },
  impacts: readonly Struck[],
): FailureOutcome {
  let decisive: Struck | undefined;
  for (const each of impacts) {
    if (isHarmless(each.impact)) continue;
    if (!decisive || worse(decisive.impact, each.impact) === each.impact) decisive = each;
  }
  const total = decisive?.impact ?? survives("Nothing that it needs is lost.");
  const shares = impacts.map(({ impact }) => impact.capacityShare).filter((share) => share !== null);
  return {
    kind: domain.kind,
    domain: domain.id,
    flow: flow.name,
    flowKind: flow.kind,
    ...total,
    dataLossSeconds: total.outcome === "unknown" ? null : lossOf(flow, impacts),
    capacityShare: total.outcome === "unknown" ? null : Math.min(1, ...shares),
    path: decisive ? pathTo(flow, decisive.tier.urn) : [flow.entry],
  };
}

function isHarmless(impact: Impact): boolean {
  return impact.outcome === "survives" && impact.capacityShare === 1;
}

/** The most that any of the tiers loses. A cache in front of the data loses copies, not what was acknowledged. */
function lossOf(flow: Flow, impacts: readonly Struck[]): number | null {
  const hasData = flow.tiers.some((tier) => tier.kind === "database" || tier.kind === "store");
  const losses = impacts
    .filter(({ tier }) => tier.kind !== "cache" || !hasData)
    .map(({ impact }) => impact.dataLossSeconds);
  return losses.some((loss) => loss === null) ? null : Math.max(0, ...(losses as number[]));
}
