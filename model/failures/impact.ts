import type { FailureOutcomeKind } from "../assessment";
import type { RecoveryTime } from "./recovery-times";

/** What one failure does to one tier. */
export interface Impact {
  readonly outcome: FailureOutcomeKind;
  readonly recoverySeconds: number | null;
  readonly dataLossSeconds: number | null;
  readonly capacityShare: number | null;
  readonly reason: string;
  readonly source: string | null;
}

/** From harmless to worst: an outage that ends by itself is better than one of which nobody knows how it ends. */
const ORDER: readonly FailureOutcomeKind[] = ["survives", "degrades", "recovers", "unknown", "needs-person"];

export function isWorse(a: FailureOutcomeKind, b: FailureOutcomeKind): boolean {
  return ORDER.indexOf(a) > ORDER.indexOf(b);
}

export function survives(reason: string, capacityShare = 1): Impact {
  return { outcome: "survives", recoverySeconds: 0, dataLossSeconds: 0, capacityShare, reason, source: null };
}

export function degrades(reason: string, capacityShare: number | null, source: string | null = null): Impact {
  return { outcome: "degrades", recoverySeconds: 0, dataLossSeconds: 0, capacityShare, reason, source };
}

/** @param capacityShare what is left to serve: all of it once a standby took over, nothing until a new member starts */
export function recovers(
  reason: string,
  time: RecoveryTime,
  { dataLossSeconds = 0, capacityShare = 1 }: { dataLossSeconds?: number | null; capacityShare?: number } = {},
): Impact {
  return {
    outcome: "recovers",
    recoverySeconds: time.seconds,
    dataLossSeconds,
    capacityShare,
    reason,
    source: time.source,
  };
}

export function needsPerson(reason: string, dataLossSeconds: number | null = 0, source: string | null = null): Impact {
  return { outcome: "needs-person", recoverySeconds: null, dataLossSeconds, capacityShare: 0, reason, source };
}

export function unknown(reason: string): Impact {
  return {
    outcome: "unknown",
    recoverySeconds: null,
    dataLossSeconds: null,
    capacityShare: null,
    reason,
    source: null,
  };
}

/** The worse of two impacts; of two alike, the one that leaves less. */
export function worse(a: Impact, b: Impact): Impact {
  if (a.outcome !== b.outcome) return isWorse(b.outcome, a.outcome) ? b : a;
  if (a.recoverySeconds !== b.recoverySeconds) return (b.recoverySeconds ?? 0) > (a.recoverySeconds ?? 0) ? b : a;
  return (b.capacityShare ?? 0) < (a.capacityShare ?? 0) ? b : a;
}
