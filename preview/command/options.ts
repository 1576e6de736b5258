import path from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { UsageError } from "../failure";

/** What one run of the preview command is asked to do. */
export interface PreviewOptions {
  /** Folder of the Pulumi program, absolute. */
  readonly directory: string;
  readonly stack: string;
  readonly json: boolean;
  readonly full: boolean;
  /** Seconds that the program may take. */
  readonly timeoutSeconds: number;
  /** Policy levels in the form of the CLI's `--policy-pack-config`, absolute; undefined: the pack's file for this stack. */
  readonly policyConfig: string | undefined;
}

/** Asked for help: the text has been printed, nothing is left to do. */
export const HelpShown = Symbol("help shown");

const DEFAULT_TIMEOUT_SECONDS = 300;

const EXIT_CODES_AND_EXAMPLES = `
Exit codes:
  0  fine
  1  at least one mandatory policy finding
  2  usage or configuration error: nothing was run
  3  the program failed

Examples:
  npm run preview -- dev
  npm run preview -- prod --full
  npm run preview -- prod --json > prod.json
  npm run preview -- --program ../other-program --stack dev`;

interface RawOptions {
  readonly program?: string;
  readonly stack?: string;
  readonly json?: boolean;
  readonly full?: boolean;
  readonly timeout: number;
  readonly policyConfig?: string;
}

/**
 * Reads the command line.
 * @param argv the arguments after the script's name
 * @param workingDirectory the folder that relative paths start from
 * @param print where `--help` goes
 * @throws UsageError with one sentence that names the argument and what would be right
 */
export function parseOptions(
  argv: readonly string[],
  workingDirectory: string,
  print: (text: string) => void,
): PreviewOptions | typeof HelpShown {
  const command = previewCommand(print);
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed" || error.code === "commander.help") return HelpShown;
    throw new UsageError(`${error.message.replace(/^error: /, "")} (see npm run preview -- --help)`);
  }
  const raw = command.opts<RawOptions>();
  return {
    directory: path.resolve(workingDirectory, raw.program ?? "."),
    stack: chosenStack(command.args[0], raw.stack),
    json: raw.json ?? false,
    full: raw.full ?? false,
    timeoutSeconds: raw.timeout,
    policyConfig: raw.policyConfig === undefined ? undefined : path.resolve(workingDirectory, raw.policyConfig),
  };
}

function previewCommand(print: (text: string) => void): Command {
  return new Command("npm run preview --")
    .description(
      "Shows what a Pulumi program would create on AWS, what it costs a month, what each failure does to its users, " +
        "and which policies it breaks. Offline: no AWS account, no Pulumi CLI, no network.",
    )
    .argument("[stack]", "the stack to preview, as in Pulumi.<stack>.yaml")
    .option("--program <dir>", "folder of the Pulumi program (default: this project)")
    .option("--stack <name>", "the stack, if not given as the argument")
    .option("--json", "print the report as one JSON object (preview/report/report.schema.json describes it)")
    .option("--full", "list every resource, cost line and reason, not the short lists")
    .option("--timeout <seconds>", "stop a program that runs longer", seconds, DEFAULT_TIMEOUT_SECONDS)
    .option(
      "--policy-config <file>",
      "policy levels as for `pulumi preview --policy-pack-config` (default: by stack name)",
    )
    .addHelpText("after", EXIT_CODES_AND_EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined });
}

function seconds(value: string): number {
  const parsed = Number(value);
  if (!Number.isFinite(parsed) || parsed <= 0)
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  return parsed;
}

function chosenStack(argument: string | undefined, option: string | undefined): string {
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new UsageError(`the stack is given twice, as ${argument} and as --stack ${option}: give one`);
  }
  const stack = argument ?? option;
  if (stack === undefined) {
    throw new UsageError(
      "name the stack to preview, for example: npm run preview -- dev (see npm run preview -- --help)",
    );
  }
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack)) {
    throw new UsageError(`"${stack}" is no stack name: use up to 100 letters, digits, hyphens, underscores and dots`);
  }
  return stack;
}
