import limits from "./aws-limits.json";
import figures from "./per-member.json";

/** What one vCPU, GiB or thing of a kind can carry. */
export interface Figure {
  readonly perVcpu?: number;
  readonly perGiB?: number;
  readonly each?: number;
  /** What `npm run bench:app` counted for a second of CPU time, or in a GiB: {@link COUNTED_SHARE} of it is reckoned with. */
  readonly counted?: number;
  readonly unit: string;
  /** measured: by our own bench. quota: AWS's default limit. estimate: neither, said so beside every result. */
  readonly basis: "measured" | "quota" | "estimate";
  readonly source: string;
  readonly asOf: string;
}

/**
 * Part of what was counted that a figure is, rounded down to two digits. The same for all: the rest is for what the bench
 * leaves out (TLS, the operating system and agents, rarer and dearer requests) and for a vCPU that is another than the one
 * that counted. Room for peaks is not in it: how full a machine may be is said where it is sized (`sizing.ts`).
 */
export const COUNTED_SHARE = 0.5;

export type FigureName = keyof typeof figures | keyof typeof limits;

/** Everything that capacity is reckoned from, by name. */
export const FIGURES = { ...figures, ...limits } as { readonly [name in FigureName]: Figure };

/** What a member with this many vCPUs carries. */
export function carriedBy(vcpus: number, name: FigureName): number {
  return vcpus * (FIGURES[name].perVcpu ?? 0);
}
