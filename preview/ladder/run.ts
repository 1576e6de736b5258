import path from "node:path";
import { parseArgs } from "node:util";
import { printText } from "../command/print";
import { ExitCode, reportFailure, UsageError } from "../failure";
import { componentList, componentPrices } from "./components";
import { costsOf, ENVIRONMENTS, writeCosts } from "./environments";
import { writeMarked } from "./marked";
import { type RungRow, rungRow } from "./rung-row";
import { rungTable } from "./rung-table";
import { LADDER } from "./rungs";

const HELP = `Usage: npm run ladder -- [components] [--json] [--write]

Previews every rung of the ladder, each with the configuration that preview/ladder/rungs.ts documents, and prints
what it costs and survives as a Markdown table. With "components": every component with its defaults.

  --json   the same as JSON
  --write  puts the table into README.md and what each environment costs into its file, or the list of components into components/README.md`;

interface Wish {
  readonly what: "ladder" | "components";
  readonly json: boolean;
  readonly write: boolean;
}

/** Runs the command; returns its exit code. */
export async function runLadder(argv: readonly string[], project: string): Promise<ExitCode> {
  try {
    const wish = wishOf(argv);
    await printText(wish === undefined ? HELP : await answer(wish, project));
    return ExitCode.Fine;
  } catch (error) {
    return reportFailure(error);
  }
}

/** The rows of all rungs, one after the other: each run takes a process of its own. */
export async function ladderRows(project: string): Promise<readonly RungRow[]> {
  const rows: RungRow[] = [];
  for (const rung of LADDER) rows.push(await rungRow(project, rung));
  return rows;
}

async function answer({ what, json, write }: Wish, project: string): Promise<string> {
  const [data, text, file] =
    what === "ladder"
      ? await ladderRows(project).then((rows) => [rows, rungTable(rows), "README.md"] as const)
      : await componentPrices(project).then((all) => [all, componentList(all), "components/README.md"] as const);
  if (write) writeMarked(path.join(project, file), what, text);
  if (write && what === "ladder") await writeEnvironments(project);
  return json ? JSON.stringify(data, null, 2) : text;
}

async function writeEnvironments(project: string): Promise<void> {
  for (const each of ENVIRONMENTS) writeCosts(project, each, await costsOf(project, each));
}

function wishOf(argv: readonly string[]): Wish | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: "boolean" }, write: { type: "boolean" }, help: { type: "boolean" } },
    });
    const [what = "ladder", ...more] = positionals;
    if ((what !== "ladder" && what !== "components") || more.length > 0) {
      throw new Error(`${positionals.join(" ")} is neither ladder nor components`);
    }
    return values.help ? undefined : { what, json: values.json ?? false, write: values.write ?? false };
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (see npm run ladder -- --help)`);
  }
}
