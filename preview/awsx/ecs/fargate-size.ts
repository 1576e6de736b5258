import { list, number, record, type Value } from "../../../model/value";

/** Processor and memory of a Fargate task, as ECS writes them. */
export interface FargateSize {
  /** In units of 1/1024 of a virtual processor. */
  readonly cpu: string;
  /** In MiB. */
  readonly memory: string;
}

// Source: AWSX 3.9 (awsx/ecs/fargateMemoryAndCpu.ts), from the Amazon ECS developer guide, "task-cpu-memory-error".
const SIZES: readonly { readonly processors: number; readonly gigabytes: readonly number[] }[] = [
  { processors: 0.25, gigabytes: [0.5, 1, 2] },
  { processors: 0.5, gigabytes: range(1, 4) },
  { processors: 1, gigabytes: range(2, 8) },
  { processors: 2, gigabytes: range(4, 16) },
  { processors: 4, gigabytes: range(8, 30) },
  { processors: 8, gigabytes: range(16, 60) },
  { processors: 16, gigabytes: range(32, 120) },
  { processors: 32, gigabytes: [60, 120, 244] },
];

// The provider looks for the least memory that will do, and for the fewest processors among equals.
const CHOICES = SIZES.flatMap(({ processors, gigabytes }) => gigabytes.map((memory) => ({ processors, memory }))).sort(
  (a, b) => a.memory - b.memory || a.processors - b.processors,
);

/** The smallest size that Fargate offers for what the containers ask for together. */
export function fargateSize(definitions: Value): FargateSize {
  const containers = list(definitions).map(record);
  const processors = sum(containers.map(({ cpu }) => number(cpu))) / 1024;
  const memory = sum(containers.map((one) => number(one.memoryReservation) || number(one.memory))) / 1024;
  const choice = CHOICES.find((size) => size.processors >= processors && size.memory >= memory);
  if (choice === undefined) {
    throw new Error(
      `The containers ask for ${processors} virtual processors and ${memory} GB together; Fargate offers at most 32 and 244: lower their cpu or memory.`,
    );
  }
  return { cpu: `${choice.processors * 1024}`, memory: `${choice.memory * 1024}` };
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

function range(low: number, high: number): readonly number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
