import { ratios, spread } from "../figures";
import { type Bench, startBench } from "./comparisons";
import { type Length, type Measured, measureRounds } from "./measure";
import { printMemory } from "./memory";
import { printMessages } from "./messages";
import { memoryMiB } from "./process-figures";
import { type Servers, startServers } from "./servers";
import { printTimes } from "./times";

/*
 * What the app costs beside the bare stack that does the same queries, interleaved in one run. Machines differ and are
 * noisy: ratios hold. What a vCPU carries is reckoned from the CPU time that each process itself has taken.
 * `--quick` takes one short round.
 */

const FULL: Length = { rounds: 3, requests: 6_000, seconds: 3 };
const QUICK: Length = { rounds: 1, requests: 2_000, seconds: 1 };

type Print = (line: string) => void;

async function main(length: Length, print: Print): Promise<void> {
  const servers = await startServers();
  try {
    const loaded = await withBench(servers, length, print);
    await printMessages(servers, print);
    await printMemory(servers, loaded, print);
  } finally {
    await servers.stop();
  }
}

/** Most memory of each role that carried the load, in MiB. */
async function withBench(servers: Servers, length: Length, print: Print): Promise<Readonly<Record<string, number>>> {
  const bench: Bench = await startBench(servers);
  try {
    printRatios(await measureRounds(servers, bench, length), length, print);
    await printTimes(bench, length, print);
    return Object.fromEntries(Object.entries(bench.roles).map(([role, { pid }]) => [role, memoryMiB(pid).peak]));
  } finally {
    await bench.stop();
  }
}

function printRatios(results: readonly Measured[], { rounds, requests }: Length, print: Print): void {
  print(`Node ${process.versions.node}; median (lowest to highest) of ${rounds} rounds of ${requests} requests\n`);
  print("requests beside the bare stack's; for each second of CPU time of its process, of PostgreSQL, of Redis");
  for (const { comparison, app, beside, perVcpu, perDatabaseVcpu, perCacheVcpu } of results) {
    const { name, goal } = comparison;
    const aim = goal === undefined ? "" : `goal ${goal}x`;
    const each = [perVcpu, perDatabaseVcpu, perCacheVcpu].map((values) => spread0(values).padEnd(28));
    print(
      `${name.padEnd(20)}${spread(ratios(app, beside), "x").padEnd(24)}${aim.padEnd(12)}${each.join("")}`.trimEnd(),
    );
  }
}

/** Whole numbers; a dash where the process had nothing to do. */
function spread0(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const [low = 0, middle = 0, high = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  const isIdle = !Number.isFinite(middle) || middle > 100_000;
  return isIdle ? "-" : `${middle.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
}

void main(process.argv.includes("--quick") ? QUICK : FULL, (line) => process.stdout.write(`${line}\n`));
