import { ExitCode, ProgramError, UsageError } from "../failure";
import type { Report } from "../report/report";
import { previewOnce } from "./once";
import { HelpShown, type PreviewOptions, parseOptions } from "./options";

/**
 * The preview command: runs the program, assesses its plan, prints the report.
 * @returns the exit code; everything else goes to stdout (the report) and stderr (progress, one sentence per error)
 * @public required lazily, which the search for unused exports cannot see
 */
export async function runPreview(argv: readonly string[]): Promise<ExitCode> {
  try {
    const help: string[] = [];
    const options = parseOptions(argv, startDirectory(), (text) => help.push(text));
    return options === HelpShown ? await shown(help.join("")) : await preview(options);
  } catch (error) {
    // Also when the command line itself is wrong: a script that asked for JSON gets JSON.
    return await failed(error, argv.includes("--json"));
  }
}

async function shown(help: string): Promise<ExitCode> {
  const { printText } = require("./print") as typeof import("./print");
  await printText(help.trimEnd());
  return ExitCode.Fine;
}

async function preview(options: PreviewOptions): Promise<ExitCode> {
  if (options.watch) {
    const { watchProgram } = require("./watch") as typeof import("./watch");
    return await watchProgram(options, (error) => failed(error, false));
  }
  const report = await previewOnce(options);
  const { printReport } = require("./print") as typeof import("./print");
  await printReport(report, options);
  return isFaulty(report) ? ExitCode.MandatoryFindings : ExitCode.Fine;
}

function isFaulty(report: Report): boolean {
  const { mandatoryViolations } = require("../report/report") as typeof import("../report/report");
  const { unallowedLosses } = require("../report/change") as typeof import("../report/change");
  return mandatoryViolations(report).length > 0 || unallowedLosses(report.change).length > 0;
}

async function failed(error: unknown, json: boolean): Promise<ExitCode> {
  const { printError } = require("./print") as typeof import("./print");
  if (error instanceof UsageError) return printError(error, ExitCode.Usage, json);
  if (error instanceof ProgramError) return printError(error, ExitCode.ProgramFailed, json);
  const cause = error instanceof Error ? error : new Error(String(error));
  const own = new Error(`the preview itself failed, which is a defect in it and not in your program: ${cause.message}`);
  if (process.env.PREVIEW_DEBUG) process.stderr.write(`${cause.stack}\n`);
  return printError(own, ExitCode.ProgramFailed, json);
}

/** Under `npm run` the process stands in the project; the user's own folder is what relative paths mean. */
function startDirectory(): string {
  const { npm_lifecycle_event: script, INIT_CWD: userDirectory } = process.env;
  return script === "preview" && userDirectory !== undefined ? userDirectory : process.cwd();
}
