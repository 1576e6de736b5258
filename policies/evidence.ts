import type { Finding } from "../model/assessment";
import type { Urn } from "../model/plan";

/** What a rule knows of a finding beyond the text and level that the SDK's answer carries. */
export interface Evidence {
  readonly rule: string;
  readonly urn: Urn;
  readonly message: string;
  readonly outcome: Finding["outcome"];
  readonly failure?: Finding["failure"];
  readonly flow?: string | null;
}

const listeners = new Set<(evidence: Evidence) => void>();

/** Called by a rule for each verdict that it reports. */
export function noteEvidence(evidence: Evidence): void {
  for (const listener of listeners) listener(evidence);
}

/** Collects evidence while `work` runs, by {@link evidenceKey}. */
export async function collectEvidence<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly evidence: ReadonlyMap<string, Evidence> }> {
  const evidence = new Map<string, Evidence>();
  const listener = (each: Evidence) => evidence.set(evidenceKey(each.rule, each.urn, each.message), each);
  listeners.add(listener);
  try {
    return { result: await work(), evidence };
  } finally {
    listeners.delete(listener);
  }
}

export function evidenceKey(rule: string, urn: Urn, message: string): string {
  return `${rule}\n${urn}\n${message}`;
}
