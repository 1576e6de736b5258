import { benchEnvironments } from "./environments";
import { benchPack } from "./pack";
import { benchSynthetic } from "./synthetic";

/*
 * Speed as ratios, side by side in one run: machines differ and are noisy, ratios hold. `--quick` takes one round and leaves
 * out the largest program.
 */

const ROUNDS = 5;
const SIZES = [50, 100, 1000, 2000, 10_000];

async function main(quick: boolean): Promise<void> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  print(`Node ${process.versions.node}; median (lowest to highest) of ${quick ? 1 : ROUNDS} rounds`);
  await benchEnvironments(quick ? 1 : ROUNDS, print);
  print("");
  await benchSynthetic(quick ? SIZES.slice(0, 3) : SIZES, print);
  print("");
  await benchPack(print);
}

void main(process.argv.includes("--quick"));
