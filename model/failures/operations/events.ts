import type { Urn } from "../../plan";
import type { Topology } from "../../topology/topology";
import type { Impact } from "../impact";
import { deletionImpact, poisonImpact, withheldImpact } from "./loss-impact";
import { badReleaseImpact, deploymentImpact } from "./release-impact";

/** Something that is done to the system rather than breaks in it, and what it does to each tier that it reaches. */
export interface Event {
  readonly kind: EventKind;
  readonly id: string;
  readonly strikes: ReadonlyMap<Urn, Impact>;
}

/** Kinds of failure that people and programs bring about. */
const EVENT_KINDS = ["deployment", "bad-release", "poison-message", "lost-key", "lost-secret", "deletion"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Whether a kind of failure is brought about by people and programs, rather than by something that breaks. */
export function isOperational(kind: string): boolean {
  return kind === "silence" || EVENT_KINDS.some((each) => each === kind);
}

/** Every deployment, bad release, poison message, lost key or secret, and deletion that a topology can meet. */
export function operationEvents(topology: Topology): readonly Event[] {
  const { tiers, operations } = topology;
  const single = (kind: EventKind, urn: Urn, impact: Impact | null): readonly Event[] =>
    impact === null ? [] : [{ kind, id: `${kind}:${urn}`, strikes: new Map([[urn, impact]]) }];
  const ofTiers = [...tiers.values()].flatMap((tier) => {
    const release = operations.releases.get(tier.urn);
    const guard = operations.guards.get(tier.urn);
    const redrive = operations.redrives.get(tier.urn);
    return [
      ...single("deployment", tier.urn, release ? deploymentImpact(tier, release) : null),
      ...single("bad-release", tier.urn, release ? badReleaseImpact(tier, release) : null),
      ...single("poison-message", tier.urn, redrive ? poisonImpact(tier, redrive) : null),
      ...single("deletion", tier.urn, guard ? deletionImpact(tier, guard) : null),
    ];
  });
  const lost = operations.withheld.map((withheld): Event => {
    const kind = withheld.kind === "key" ? "lost-key" : "lost-secret";
    return {
      kind,
      id: `${kind}:${withheld.urn}`,
      strikes: new Map(withheld.needed.map((urn) => [urn, withheldImpact(withheld)])),
    };
  });
  return [...ofTiers, ...lost];
}
