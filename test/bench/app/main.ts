import { type BenchArguments, benchArguments } from "../arguments";
import { median, ratios, spread } from "../figures";
import { type Bench, startBench } from "./comparisons";
import { type Length, type Measured, measureRounds, type Round } from "./measure";
import { printMemory } from "./memory";
import { printMessages } from "./messages";
import { memoryMiB } from "./process-figures";
import { type Servers, startServers } from "./servers";
import { printTimes } from "./times";
import { printWebSockets } from "./web-sockets";

/*
 * What the app costs beside the bare stack that does the same queries, interleaved in one run. Machines differ and are
 * noisy: ratios hold, and those of CPU time, which each process itself has taken, hold whatever else the machine does.
 */

const HELP = `What the app costs beside the bare stack that does the same queries; starts PostgreSQL and Redis, takes seven minutes.

  --only NAME  the routes alone that have this in their name, such as "write" or "hop"
  --quick      one short round, to see that all of it runs
`;

const FULL: Length = { rounds: 5, seconds: 2, warmUpSeconds: 16 };
const QUICK: Length = { rounds: 1, seconds: 2, warmUpSeconds: 4 };

type Print = (line: string) => void;

async function main({ quick, only }: BenchArguments, print: Print): Promise<void> {
  const length = quick ? QUICK : FULL;
  const servers = await startServers();
  // A run that is ended early leaves no server behind either.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void servers.stop().finally(() => process.exit(1)));
  }
  try {
    const loaded = await withBench(servers, length, only, print);
    if (only !== undefined) return;
    await printMessages(servers, print);
    await printMemory(servers, loaded, print);
    await printWebSockets(servers, print);
  } finally {
    await servers.stop();
  }
}

/** Most memory of each role that carried the load, in MiB. */
async function withBench(
  servers: Servers,
  length: Length,
  only: string | undefined,
  print: Print,
): Promise<Readonly<Record<string, number>>> {
  const whole = await startBench(servers);
  const bench: Bench = { ...whole, comparisons: whole.comparisons.filter(({ name }) => name.includes(only ?? "")) };
  try {
    printRatios(await measureRounds(servers, bench, length), length, print);
    await printTimes(bench, length, print);
    return Object.fromEntries(Object.entries(bench.roles).map(([role, { pid }]) => [role, memoryMiB(pid).peak]));
  } finally {
    await bench.stop();
  }
}

function printRatios(results: readonly Measured[], { rounds, seconds }: Length, print: Print): void {
  print(`Node ${process.versions.node}; median (lowest to highest) of ${rounds} rounds of ${seconds} s each\n`);
  print("requests for a second of CPU time, and requests a second, in times of what it is beside");
  for (const { comparison, app, beside } of results) {
    const { name, goal } = comparison;
    const ratio = (figure: keyof Round) => spread(ratios(all(app, figure), all(beside, figure)), "x").padEnd(24);
    const aim = goal === undefined ? "" : `goal ${goal}x`;
    print(`${name.padEnd(20)}${ratio("perVcpu")}${ratio("perSecond")}${aim}`.trimEnd());
  }
  print("\nrequests for each second of CPU time of what it is beside; of the app's process, of PostgreSQL, of Redis");
  for (const { comparison, app, beside } of results) {
    const figures = [all(beside, "perVcpu"), ...costs.map((figure) => all(app, figure))];
    print(`${comparison.name.padEnd(20)}${figures.map((values) => wholeSpread(values).padEnd(26)).join("")}`.trimEnd());
  }
}

const costs = ["perVcpu", "perDatabaseVcpu", "perCacheVcpu"] as const;

function all(rounds: readonly Round[], figure: keyof Round): readonly number[] {
  return rounds.map((round) => round[figure]);
}

/** Whole numbers; a dash where the process had next to nothing to do. */
function wholeSpread(values: readonly number[]): string {
  const middle = median(values);
  if (!Number.isFinite(middle) || middle > 500_000) return "-";
  return `${middle.toFixed(0)} (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
}

const asked = benchArguments(HELP);
if (asked) void main(asked, (line) => process.stdout.write(`${line}\n`));
