import type { FailureOutcome } from "../assessment";

/** How often a failure of a kind strikes one thing, a year, and how long a person takes to end what does not end itself. */
const PER_YEAR: { readonly [kind: string]: number } = {
  member: 0.5,
  zone: 0.1,
  region: 0.02,
  "nat-gateway": 0.1,
  "database-primary": 0.3,
  "cache-node": 0.3,
};
const PERSON_SECONDS = 4 * 3600;
const SECONDS_PER_YEAR = 365 * 24 * 3600;

/** Said wherever the figure is: the rates are ours, for want of published ones. */
export const AVAILABILITY_ASSUMPTION = `Failures a year: ${Object.entries(PER_YEAR)
  .map(([kind, rate]) => `${kind} ${rate}`)
  .join(", ")} (our estimates; AWS publishes none); a person takes ${PERSON_SECONDS / 3600} hours.`;

/** Expected share of the year in which reads are served, from the failures that a plan was put through. */
export function expectedAvailability(failures: readonly FailureOutcome[]): number {
  const worst = new Map<string, FailureOutcome>();
  for (const failure of failures.filter(({ flowKind }) => flowKind === "read")) {
    const known = worst.get(failure.domain);
    if (known === undefined || outage(failure) > outage(known)) worst.set(failure.domain, failure);
  }
  const down = [...worst.values()].reduce((sum, failure) => sum + (PER_YEAR[failure.kind] ?? 0) * outage(failure), 0);
  return Math.max(0, 1 - down / SECONDS_PER_YEAR);
}

function outage({ outcome, recoverySeconds }: FailureOutcome): number {
  if (outcome === "survives" || outcome === "degrades") return 0;
  return outcome === "recovers" ? (recoverySeconds ?? PERSON_SECONDS) : PERSON_SECONDS;
}

/** Of points with a cost and an availability, those that no cheaper one beats. */
export function frontier<T extends { readonly usd: number; readonly availability: number }>(
  points: readonly T[],
): readonly T[] {
  return points.filter(
    (point) =>
      !points.some(
        (other) =>
          other !== point &&
          other.usd <= point.usd &&
          other.availability >= point.availability &&
          (other.usd < point.usd || other.availability > point.availability),
      ),
  );
}
