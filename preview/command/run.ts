import { ExitCode, ProgramError, UsageError } from "../failure";
import { recordProgram } from "../recorder";
import { mandatoryViolations } from "../report/report";
import { HelpShown, type PreviewOptions, parseOptions } from "./options";
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
    progress.say("starting the program");
    const recorded = recordProgram({
      directory: options.directory,
      stack: options.stack,
      timeoutSeconds: options.timeoutSeconds,
      onResource: (count) => progress.resources(count),
    });
    // Loaded while the program starts in its own process; if the program fails meanwhile, that is reported below.
    recorded.catch(() => undefined);
    const [{ assess }, { printReport }] = await Promise.all([import("../report/assess"), import("./print")]);
    const recording = await recorded;
    progress.say("assessing the plan");
    const report = await assess(recording, options);
    progress.end();
    await printReport(report, options);
    return mandatoryViolations(report).length > 0 ? ExitCode.MandatoryFindings : ExitCode.Fine;
  } finally {
    progress.end();
  }
}

async function failed(error: unknown, json: boolean): Promise<ExitCode> {
  const { printError } = await import("./print");
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
