import { type BenchArguments, benchArguments } from "./arguments";
import { benchEnvironments } from "./environments";
import { benchPack } from "./pack";
import { benchSynthetic } from "./synthetic";

/*
 * Speed as ratios, side by side in one run: machines differ and are noisy, ratios hold.
 */

const HELP = `What previews and the policy pack take, as ratios side by side in one run; takes ten minutes.

  --only NAME  one part of it: environments, programs or pack
  --quick      one round, without the largest programs
`;

const ROUNDS = 5;
const SIZES = [50, 100, 1000, 2000, 10_000];

async function main({ quick, only }: BenchArguments): Promise<void> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  print(`Node ${process.versions.node}; median (lowest to highest) of ${quick ? 1 : ROUNDS} rounds`);
  const parts = {
    environments: () => benchEnvironments(quick ? 1 : ROUNDS, print),
    programs: () => benchSynthetic(quick ? SIZES.slice(0, 3) : SIZES, print),
    pack: () => benchPack(print),
  };
  for (const [name, part] of Object.entries(parts)) {
    if (!name.includes(only ?? "")) continue;
    await part();
    print("");
  }
}

const asked = benchArguments(HELP);
if (asked) void main(asked);
