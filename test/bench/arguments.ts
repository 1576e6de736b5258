import { parseArgs } from "node:util";

/** What a bench is asked for. */
export interface BenchArguments {
  /** One short round, to see that all of it runs. */
  readonly quick: boolean;
  /** Parts whose name has this text in it; all of them where it is left out. */
  readonly only: string | undefined;
}

/** Reads what follows the command; undefined when that was answered already: with the help, or with what is wrong. */
export function benchArguments(help: string): BenchArguments | undefined {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ options: { quick: flag, help: flag, only: text } });
    if (!values.help) return { quick: values.quick, only: values.only };
    process.stdout.write(help);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message.split(". ")[0] : String(error)}. See --help.\n`);
    process.exitCode = 2;
  }
  return undefined;
}
