/** Days after which the price table is old: AWS lowers and raises prices a few times a year. */
const OLD_AFTER_DAYS = 180;
const MS_PER_DAY = 86_400_000;

/**
 * A sentence about a price table that is too old to trust, or undefined.
 * @param snapshotDate day on which its sources were read, as `2026-11-21`
 */
export function agedSnapshot(snapshotDate: string, today: Date): string | undefined {
  const days = Math.floor((today.getTime() - Date.parse(`${snapshotDate}T00:00:00Z`)) / MS_PER_DAY);
  if (days <= OLD_AFTER_DAYS) return undefined;
  return `The prices are ${days} days old (${snapshotDate}): refresh them with npm run prices -- refresh.`;
}
