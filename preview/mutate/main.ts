import { writeMarked } from "../ladder/marked";
import { type Measured, measure } from "./measure";
import { configOfProduction, DOCUMENT, planOf, SURVIVING } from "./surviving";
import { mutationTable } from "./table";

/** Seeds faults into each stack that is meant to survive, and prints, or with `--write` writes down, what was detected. */
async function main(): Promise<void> {
  const stacks = new Map<string, Measured>();
  for (const topology of SURVIVING) {
    const measured = await measure(await planOf(topology), configOfProduction());
    stacks.set(topology, measured);
    for (const alarm of measured.falseAlarms) process.stderr.write(`${topology}: false alarm ${alarm}\n`);
    for (const { fault, missed } of measured.tallies) {
      if (missed.length > 0) process.stderr.write(`${topology}: missed ${fault} in ${missed.join(", ")}\n`);
    }
  }
  const table = mutationTable(stacks);
  process.stdout.write(`${table}\n`);
  if (process.argv.includes("--write")) writeMarked(DOCUMENT, "mutations", table);
  if ([...stacks.values()].some(({ falseAlarms }) => falseAlarms.length > 0)) process.exitCode = 1;
}

void main();
