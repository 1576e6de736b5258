import type { FailureOutcome } from "../assessment";
import type { SizedRung } from "./sizing";

/** What users must not notice for long. */
export const TARGETS = ["none", "member", "zone", "region"] as const;
export type Target = (typeof TARGETS)[number];

/**
 * What a site of a size must survive, unless somebody says otherwise. A convention, to be overruled: below a thousand users
 * an outage is an annoyance, from ten thousand on a zone's loss is news, and from ten million on a region's is.
 */
const BY_USERS: readonly { readonly from: number; readonly target: Target }[] = [
  { from: 10_000_000, target: "region" },
  { from: 10_000, target: "zone" },
  { from: 1_000, target: "member" },
];

export function targetFor(users: number): Target {
  return BY_USERS.find(({ from }) => users >= from)?.target ?? "none";
}

/** The lowest rung that can be made to survive it; whether a plan does is for the failure model to say. */
export const LOWEST_RUNG: { readonly [target in Target]: SizedRung } = {
  none: "single-server",
  member: "load-balanced",
  zone: "load-balanced",
  region: "multi-region",
};

/** Whether reads go on, or come back by themselves, whatever of the kind fails. */
export function meets(target: Target, failures: readonly FailureOutcome[]): boolean {
  const wanted = TARGETS.slice(1, TARGETS.indexOf(target) + 1) as readonly string[];
  return failures
    .filter(({ kind, flowKind }) => wanted.includes(kind) && flowKind === "read")
    .every(({ outcome }) => outcome !== "needs-person" && outcome !== "unknown");
}
