import { ExitCode, ProgramError, UsageError } from "../failure";
import type { Report } from "../report/report";
import { HelpShown, type PreviewOptions, parseOptions } from "./options";
import { planOf, preparedComparison, saveIfAsked } from "./plans";
import { Progress } from "./progress";

/**
 * The preview command: runs the program, assesses its plan, prints the report.
 * @returns the exit code; everything else goes to stdout (the report) and stderr (progress, one sentence per error)
 */
export async function runPreview(argv: readonly string[]): Promise<ExitCode> {
  try {
    const options = parseOptions(argv, startDirectory(), (text) => process.stdout.write(text));
    return options === HelpShown ? ExitCode.Fine : await preview(options);
  } catch (error) {
    // Also when the command line itself is wrong: a script that asked for JSON gets JSON.
    return await failed(error, argv.includes("--json"));
  }
}

async function preview(options: PreviewOptions): Promise<ExitCode> {
  const progress = new Progress(process.stderr);
  try {
    const compare = preparedComparison(options);
    progress.say("starting the program");
    const recorded = planOf(options, (count) => progress.resources(count));
    // Required only now, to be loaded while the program starts in its own process (import() would want a slower loader).
    // If the program fails meanwhile, that is reported below.
    recorded.catch(() => undefined);
    const { assess } = require("../report/assess") as typeof import("../report/assess");
    const { printReport } = require("./print") as typeof import("./print");
    const recording = await recorded;
    saveIfAsked(recording, options);
    progress.say("assessing the plan");
    const change = await compare(recording);
    const report = await assess(recording, change, { ...options, stack: recording.plan.stack });
    progress.end();
    await printReport(report, options);
    return isFaulty(report) ? ExitCode.MandatoryFindings : ExitCode.Fine;
  } finally {
    progress.end();
  }
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
