import { ratios, spread } from "../figures";
import type { Bench } from "./comparisons";
import { FixedRate } from "./fixed-rate";
import type { Length } from "./measure";

const PER_SECOND = 500;
/** One side after the other, so that what holds up the machine for a moment is not always in the way of the same one. */
const SLICES = 6;
const SLICE_SECONDS = 0.5;

/** The slowest hundredth of answers at a fixed rate, beside the bare stack's. Goal: less than three times as long. */
export async function printTimes(
  { comparisons }: Bench,
  { rounds }: Length,
  print: (line: string) => void,
): Promise<void> {
  print(`\n99th percentile at ${PER_SECOND} requests/s, in times of what it is beside; goal: under 3`);
  for (const { name, beside, app } of comparisons.filter(({ isTimed }) => isTimed)) {
    const sides = [new FixedRate(beside.calls()), new FixedRate(app.calls())];
    const times: readonly number[][] = sides.map(() => []);
    for (let round = 0; round < rounds; round++) {
      const latencies: readonly number[][] = sides.map(() => []);
      for (let slice = 0; slice < SLICES; slice++) {
        for (const [index, side] of sides.entries())
          latencies[index]?.push(...(await side.ask(PER_SECOND, SLICE_SECONDS)));
      }
      for (const [index, each] of latencies.entries()) times[index]?.push(slowestHundredth(each));
    }
    for (const side of sides) side.close();
    const [bare = [], own = []] = times;
    const figures = `beside ${spread(bare, " ms")}, app ${spread(own, " ms")}`;
    print(`${name.padEnd(20)}${spread(ratios(own, bare), "x").padEnd(26)}${figures}`);
  }
}

function slowestHundredth(latencies: readonly number[]): number {
  const sorted = [...latencies].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
