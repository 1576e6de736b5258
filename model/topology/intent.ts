import type { PlannedResource } from "../plan";
import { list, record, text } from "../value";

/** What no argument of AWS shows, read from ordinary tags whatever their case. */
export interface Intent {
  /** Tag `role`: what it is for, such as `session-store` or `analytics`; null without one. */
  readonly role: string | null;
  /** Tag `fallback`: what its callers use while it is away, such as `database`; null without one, or with `none`. */
  readonly fallback: string | null;
}

/** Roles of what no user waits for: their loss stops nobody's requests. */
const ASIDE = new Set([
  "admin",
  "analytics",
  "bastion",
  "batch",
  "bi",
  "build",
  "ci",
  "cron",
  "jump",
  "migration",
  "reporting",
  "reports",
  "runner",
  "sandbox",
  "scratch",
  "vpn",
]);

const NOTHING = new Set(["", "none", "no", "false"]);

export const NO_INTENT: Intent = { role: null, fallback: null };

export function intentOf({ inputs, outputs }: PlannedResource): Intent {
  // An autoscaling group has a list of keys and values.
  const listed = list(inputs.tags).map((tag) => [text(record(tag).key), record(tag).value] as const);
  const tags = [...Object.entries(record(outputs.tagsAll)), ...listed, ...Object.entries(record(inputs.tags))];
  const role = lastValue(tags, "role");
  const fallback = lastValue(tags, "fallback");
  if (role === null && fallback === null) return NO_INTENT;
  return { role, fallback: fallback === null || NOTHING.has(fallback) ? null : fallback };
}

function lastValue(tags: readonly (readonly [string | undefined, Parameters<typeof text>[0]])[], key: string) {
  const found = tags.filter(([name]) => name?.toLowerCase() === key).map(([, value]) => text(value));
  return found.at(-1)?.trim().toLowerCase() ?? null;
}

/** Whether its role says that no user waits for it. */
export function standsAside({ role }: Intent): boolean {
  return role !== null && ASIDE.has(role);
}
