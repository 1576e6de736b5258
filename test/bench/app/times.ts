import { ratios, spread } from "../figures";
import type { Bench } from "./comparisons";
import { atRate } from "./load";
import type { Length } from "./measure";

const PER_SECOND = 500;

/** The slowest hundredth of answers at a fixed rate, beside the bare stack's. Goal: less than three times as long. */
export async function printTimes(
  { comparisons }: Bench,
  { rounds, seconds }: Length,
  print: (line: string) => void,
): Promise<void> {
  print(`\n99th percentile at ${PER_SECOND} requests/s, in times of what it is beside; goal: under 3`);
  for (const { name, beside, app } of comparisons.filter(({ isTimed }) => isTimed)) {
    const times: { readonly beside: number[]; readonly app: number[] } = { beside: [], app: [] };
    for (let round = 0; round < rounds; round++) {
      times.beside.push(slowestHundredth(await atRate(beside(), PER_SECOND, seconds)));
      times.app.push(slowestHundredth(await atRate(app(), PER_SECOND, seconds)));
    }
    print(
      `${name.padEnd(20)}${spread(ratios(times.app, times.beside), "x").padEnd(26)}` +
        `beside ${spread(times.beside, " ms")}, app ${spread(times.app, " ms")}`,
    );
  }
}

function slowestHundredth(latencies: readonly number[]): number {
  const sorted = [...latencies].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
