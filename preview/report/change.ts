import { type Change, type ChangeKind, comparePlans, type Loss, losses, REPLACEMENT_SOURCE } from "../../model/change";
import type { Plan } from "../../model/plan";
import type { Value } from "../../model/value";
import { type Json, Marker } from "./marks";

/** A loss, and whether the user said that it may happen. */
export interface PlannedLoss extends Loss {
  readonly allowed: boolean;
}

/** What is different from an earlier plan. */
export interface PlanChange {
  /** The file or git ref, as the user wrote it. */
  readonly against: string;
  readonly before: Plan;
  readonly changes: readonly Change[];
  readonly losses: readonly PlannedLoss[];
}

/**
 * Compares two plans; `allowed` holds the URNs of resources that may be lost.
 * @public required lazily, which the search for unused exports cannot see
 */
export function planChange(against: string, before: Plan, after: Plan, allowed: ReadonlySet<string>): PlanChange {
  const changes = comparePlans(before, after);
  const isAllowed = ({ urn, previousUrn }: Change): boolean =>
    allowed.has(urn) || (previousUrn !== null && allowed.has(previousUrn));
  const allowedUrns = new Set(changes.filter(isAllowed).map(({ urn }) => urn));
  return {
    against,
    before,
    changes,
    losses: losses(changes).map((loss) => ({ ...loss, allowed: allowedUrns.has(loss.urn) })),
  };
}

/** The losses that nobody allowed: they fail the preview. */
export function unallowedLosses(change: PlanChange | null): readonly PlannedLoss[] {
  return (change?.losses ?? []).filter(({ lost, allowed }) => lost && !allowed);
}

/** How many resources each kind of change is about. */
export function changeCounts(changes: readonly Change[]): { readonly [kind in ChangeKind]: number } {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}

/** The change in the shape that `report.schema.json` describes; null when nobody asked for one. */
export function changeAsJson(change: PlanChange | null, after: Plan, since: Json): Json {
  if (change === null) return null;
  const markers = { before: new Marker(change.before), after: new Marker(after) };
  return {
    against: change.against,
    counts: changeCounts(change.changes),
    resources: change.changes
      .filter(({ kind, uncompared }) => kind !== "same" || uncompared.length > 0)
      .map((each) => resourceAsJson(each, markers)),
    losses: change.losses.map((loss) => ({ ...loss, why: [...loss.why], safeguards: [...loss.safeguards] })),
    replacementTable: { ...REPLACEMENT_SOURCE },
    since,
  };
}

function resourceAsJson(change: Change, markers: { readonly before: Marker; readonly after: Marker }): Json {
  const marked = (value: Value | undefined, marker: Marker): Json => (value === undefined ? null : marker.value(value));
  return {
    kind: change.kind,
    urn: change.urn,
    previousUrn: change.previousUrn,
    type: change.type,
    name: change.name,
    mayReplace: change.mayReplace,
    reasons: [...change.reasons],
    properties: change.properties.map(({ path, before, after, effect, reason }) => ({
      path,
      before: marked(before, markers.before),
      after: marked(after, markers.after),
      effect,
      reason,
    })),
    options: change.options.map((option) => ({ ...option })),
    uncompared: [...change.uncompared],
  };
}
