import { parseArgs } from "node:util";
import { printText } from "../command/print";
import { ExitCode, reportFailure, UsageError } from "../failure";
import { writeMarked } from "../ladder/marked";
import { type Measured, measure } from "./measure";
import { configOfProduction, DOCUMENT, planOf, SURVIVING } from "./surviving";
import { harmlessList, mutationTable } from "./table";

const HELP = `Usage: npm run mutate -- [--write]

Seeds one fault at a time into the plan of each stack that is meant to survive any member and any zone, and prints, as a
Markdown table, how many of them the policy pack detects as it is configured for production. What it missed, and whatever
it holds against a stack without a fault, goes to stderr.

  --write  puts the table into docs/mutations.md as well

Exit code 1: something is held against a stack without a fault.`;

/**
 * Runs the command; returns its exit code.
 * @public required lazily, which the search for unused exports cannot see
 */
export async function runMutate(argv: readonly string[]): Promise<ExitCode> {
  try {
    const { help, write } = optionsOf(argv);
    if (help) {
      await printText(HELP);
      return ExitCode.Fine;
    }
    return await measureAll(write ?? false);
  } catch (error) {
    return reportFailure(error);
  }
}

async function measureAll(write: boolean): Promise<ExitCode> {
  const stacks = new Map<string, Measured>();
  for (const topology of SURVIVING) {
    process.stderr.write(`${topology} …\n`);
    const measured = await measure(await planOf(topology), configOfProduction());
    stacks.set(topology, measured);
    for (const alarm of measured.overHarmless) process.stderr.write(`${topology}: false alarm ${alarm}\n`);
    for (const alarm of measured.falseAlarms) process.stderr.write(`${topology}: false alarm ${alarm}\n`);
    for (const { fault, missed } of measured.tallies) {
      if (missed.length > 0) process.stderr.write(`${topology}: missed ${fault} in ${missed.join(", ")}\n`);
    }
  }
  const table = mutationTable(stacks);
  await printText(table);
  if (write) {
    writeMarked(DOCUMENT, "mutations", table);
    writeMarked(DOCUMENT, "harmless", harmlessList());
  }
  return [...stacks.values()].some(({ falseAlarms }) => falseAlarms.length > 0)
    ? ExitCode.MandatoryFindings
    : ExitCode.Fine;
}

function optionsOf(argv: readonly string[]): { readonly help?: boolean; readonly write?: boolean } {
  try {
    return parseArgs({ args: [...argv], options: { help: { type: "boolean" }, write: { type: "boolean" } } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]} (see npm run mutate -- --help)`);
  }
}
