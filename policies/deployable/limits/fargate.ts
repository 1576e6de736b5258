/**
 * MiB of memory that a Fargate task may have with so many CPU units (cfn-lint 1.58.0, E3047, November 2026; Amazon ECS
 * Developer Guide, "Task CPU and memory").
 */
const MEMORY: { readonly [cpu: number]: readonly number[] } = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16384: steps(32_768, 122_880, 8192),
  32768: [61_440, 122_880, 249_856],
};

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, i) => from + i * by);
}

/** CPU units as written: `256`, `.25 vCPU`; undefined where they are written otherwise. */
export function cpuUnits(written: string): number | undefined {
  const match = /^(\d+|\d*\.\d+)\s*(vcpu)?$/i.exec(written.trim());
  if (!match) return undefined;
  return match[2] ? Number(match[1]) * 1024 : Number(match[1]);
}

/** MiB as written: `512`, `0.5 GB`; undefined where they are written otherwise. */
export function memoryMiB(written: string): number | undefined {
  const match = /^(\d+|\d*\.\d+)\s*(gb)?$/i.exec(written.trim());
  if (!match) return undefined;
  return match[2] ? Number(match[1]) * 1024 : Number(match[1]);
}

/** What is wrong with a pair; undefined for one that Fargate has. */
export function fargateFault(cpu: number, memory: number): string | undefined {
  const allowed = MEMORY[cpu];
  if (allowed === undefined) return `${cpu} CPU units, where Fargate has ${Object.keys(MEMORY).join(", ")}`;
  if (allowed.includes(memory)) return undefined;
  const choice =
    allowed.length <= 3
      ? allowed.join(", ")
      : `${allowed[0]} to ${allowed.at(-1)} in steps of ${(allowed[1] ?? 0) - (allowed[0] ?? 0)}`;
  return `${memory} MiB of memory with ${cpu} CPU units, where Fargate has ${choice}`;
}
