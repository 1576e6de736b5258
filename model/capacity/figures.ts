import limits from "./aws-limits.json";
import figures from "./per-member.json";

/** What one vCPU, GiB or thing of a kind can carry. */
export interface Figure {
  readonly perVcpu?: number;
  readonly perGiB?: number;
  readonly each?: number;
  readonly unit: string;
  /** measured: by our own bench. quota: AWS's default limit. estimate: neither, said so beside every result. */
  readonly basis: "measured" | "quota" | "estimate";
  readonly source: string;
  readonly asOf: string;
}

export type FigureName = keyof typeof figures | keyof typeof limits;

/** Everything that capacity is reckoned from, by name. */
export const FIGURES = { ...figures, ...limits } as { readonly [name in FigureName]: Figure };

/** What a member with this many vCPUs carries. */
export function carriedBy(vcpus: number, name: FigureName): number {
  return vcpus * (FIGURES[name].perVcpu ?? 0);
}
