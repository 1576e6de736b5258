/** The most that gp3 holds, for both engines. docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html (as known in 2026-11) */
export const MAX_STORAGE_GIB = 65_536;

/** GiB of memory per vCPU-pair (`large`) by the family of an instance class. */
const LARGE_GIB: { readonly [family: string]: number } = { t: 8, m: 8, r: 16, x: 32 };
/** Sizes below `large`, which only burstable classes have. */
const SMALLER_GIB: { readonly [size: string]: number } = { micro: 1, small: 2, medium: 4 };

/**
 * Memory of an instance class in GiB: `db.m7g.large` has 8. Undefined for a class whose name does not tell.
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html (as known in 2026-11)
 */
export function memoryGiB(instanceClass: string): number | undefined {
  const [, family = "", size = ""] = /^db\.([tmrx])\d+[a-z]*\.(\w+)$/.exec(instanceClass) ?? [];
  const large = LARGE_GIB[family];
  if (large === undefined) {
    return undefined;
  }
  const times = /^(\d*)xlarge$/.exec(size);
  if (times) {
    return large * 2 * Number(times[1] || 1);
  }
  return size === "large" ? large : family === "t" ? SMALLER_GIB[size] : undefined;
}

/** Whether an instance class saves up CPU credits and spends them: db.t4g.medium. */
export function isBurstable(instanceClass: string): boolean {
  return instanceClass.startsWith("db.t");
}
