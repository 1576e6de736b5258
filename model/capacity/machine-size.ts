/**
 * Share of a vCPU that a burstable machine may use all the time; above it, it lives on credits.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html (as of 2026-11)
 */
const BASELINE: { readonly [size: string]: number } = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
  xlarge: 0.4,
  "2xlarge": 0.4,
};

/** GiB of memory per vCPU by family; burstable sizes below. https://aws.amazon.com/ec2/instance-types/ */
const GIB_PER_VCPU: { readonly [letter: string]: number } = { c: 2, m: 4, r: 8 };
const BURSTABLE_GIB: { readonly [size: string]: number } = {
  nano: 0.5,
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  "2xlarge": 32,
};

export interface MachineSize {
  /** vCPUs that can be used all the time. */
  readonly vcpus: number;
  readonly memoryGiB: number;
}

/** The size of an instance type, database class or cache node type; undefined where its name does not tell. */
export function machineSize(type: string): MachineSize | undefined {
  const [family = "", size = ""] = type.replace(/^(db|cache)\./, "").split(".");
  if (family.startsWith("t")) {
    const [baseline, memoryGiB] = [BASELINE[size], BURSTABLE_GIB[size]];
    const whole = size === "xlarge" ? 4 : size === "2xlarge" ? 8 : 2;
    return baseline === undefined || memoryGiB === undefined ? undefined : { vcpus: whole * baseline, memoryGiB };
  }
  const vcpus =
    size === "medium"
      ? 1
      : size === "large"
        ? 2
        : 4 * Number(/^(\d*)xlarge$/.exec(size)?.[1] || (size === "xlarge" ? 1 : Number.NaN));
  const perVcpu = GIB_PER_VCPU[family.charAt(0)];
  return Number.isNaN(vcpus) || perVcpu === undefined ? undefined : { vcpus, memoryGiB: vcpus * perVcpu };
}
