import path from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { UsageError } from "../failure";
import type { NamedFile } from "../whole-file";

/** What one run of the preview command is asked to do. */
export interface PreviewOptions {
  /** Folder of the Pulumi program, absolute. */
  readonly directory: string;
  /** Undefined where the plan comes from a file that names its stack. */
  readonly stack: string | undefined;
  /** The plan is read from this file, not made by running the program. */
  readonly from: NamedFile | undefined;
  /** The plan is written to this file. */
  readonly save: NamedFile | undefined;
  /** The findings are written to this file as SARIF, for code scanning. */
  readonly sarif: NamedFile | undefined;
  /** The findings are written to this file as JUnit's XML, for a CI server's view of tests. */
  readonly junit: NamedFile | undefined;
  /** A plan file or git ref to show the change from. */
  readonly against: string | undefined;
  /** Names or URNs of resources with data that may be lost. */
  readonly allowReplace: readonly string[];
  /** The folder that relative paths start from. */
  readonly workingDirectory: string;
  /** Preview again at each save, and print what changed. */
  readonly watch: boolean;
  readonly json: boolean;
  /** Print the report for a pull request. */
  readonly markdown: boolean;
  /** The report is written to this file as a page, beside what is printed. */
  readonly html: NamedFile | undefined;
  readonly full: boolean;
  /** Seconds that the program may take. */
  readonly timeoutSeconds: number;
  /** Configuration that goes before the stack's own, by key. */
  readonly config: { readonly [key: string]: string };
  /** Policy levels in the form of the CLI's `--policy-pack-config`, absolute; undefined: the pack's file for this stack. */
  readonly policyConfig: string | undefined;
  /** Usage figures in infracost's format, absolute. */
  readonly usage: string | undefined;
  /** Own discounts and prices, absolute. */
  readonly discounts: string | undefined;
  /** Free units of the price list are not billed. */
  readonly freeTier: boolean;
}

/** Asked for help: the text has been printed, nothing is left to do. */
export const HelpShown = Symbol("help shown");

const DEFAULT_TIMEOUT_SECONDS = 300;

const EXIT_CODES_AND_EXAMPLES = `
Exit codes:
  0  fine
  1  at least one mandatory policy finding, or data would be lost (--against)
  2  usage or configuration error: nothing was run
  3  the program failed

Examples:
  npm run preview -- dev
  npm run preview -- prod --full
  npm run preview -- prod --json > prod.json
  npm run preview -- prod --html prod.html
  npm run preview -- --program ../other-program --stack dev
  npm run preview -- prod --against main
  npm run preview -- prod --sarif prod.sarif --junit prod.xml
  npm run preview -- prod --usage usage.yaml --discounts discounts.yaml
  npm run preview -- --from state.json`;

interface RawOptions {
  readonly program?: string;
  readonly stack?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
  readonly full?: boolean;
  readonly watch?: boolean;
  readonly timeout: number;
  readonly policyConfig?: string;
  readonly usage?: string;
  readonly discounts?: string;
  readonly freeTier?: boolean;
  readonly from?: string;
  readonly save?: string;
  readonly sarif?: string;
  readonly junit?: string;
  readonly against?: string;
  readonly allowReplace?: readonly string[];
  readonly config: { readonly [key: string]: string };
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
  if (raw.json && raw.markdown) throw new UsageError("--json cannot go with --markdown: give one of the two");
  const absolute = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : path.resolve(workingDirectory, file);
  const named = (file: string | undefined): NamedFile | undefined =>
    file === undefined ? undefined : { file: path.resolve(workingDirectory, file), shown: file };
  if (raw.allowReplace !== undefined && raw.against === undefined) {
    throw new UsageError("--allow-replace says what a change may replace: give --against <file or git ref> with it");
  }
  return {
    directory: path.resolve(workingDirectory, raw.program ?? "."),
    workingDirectory,
    stack: chosenStack(command.args[0], raw.stack, raw.from),
    from: named(raw.from),
    save: named(raw.save),
    sarif: named(raw.sarif),
    junit: named(raw.junit),
    against: raw.against,
    allowReplace: raw.allowReplace ?? [],
    watch: watched(raw),
    json: raw.json ?? false,
    markdown: raw.markdown ?? false,
    html: named(raw.html),
    full: raw.full ?? false,
    timeoutSeconds: raw.timeout,
    config: configuration(raw),
    policyConfig: absolute(raw.policyConfig),
    usage: absolute(raw.usage),
    discounts: absolute(raw.discounts),
    freeTier: raw.freeTier ?? false,
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
    .option("--config <key=value>", "set a configuration value for this preview only; may be repeated", setting, {})
    .option("--json", "print the report as one JSON object (preview/report/report.schema.json describes it)")
    .option("--markdown", "print the report as Markdown for a pull request's comment")
    .option("--html <file>", "write the report to a file as well, as one page that needs nothing else")
    .option("--full", "list every resource, cost line and reason, not the short lists")
    .option("--watch", "preview again at each save, and print what changed")
    .option("--timeout <seconds>", "stop a program that runs longer", seconds, DEFAULT_TIMEOUT_SECONDS)
    .option(
      "--policy-config <file>",
      "policy levels as for `pulumi preview --policy-pack-config` (default: by stack name)",
    )
    .option("--usage <file>", "usage figures in infracost's usage-file format, by resource and by type")
    .option("--discounts <file>", "percent off by service, and own prices")
    .option("--free-tier", "deduct the free units that the price list itself contains")
    .option("--from <file>", "read the plan from `pulumi preview --json`, `pulumi stack export`, --json or --save")
    .option("--save <file>", "write the plan to a file")
    .option("--sarif <file>", "write the policy findings to a file for code scanning (SARIF 2.1.0)")
    .option("--junit <file>", "write the policy findings to a file for a CI server's view of tests (JUnit XML)")
    .option("--against <file or git ref>", "show the change from that plan, or from the program at that commit")
    .option("--allow-replace <names>", "resources with data that may be lost, by name or URN, comma-separated", names)
    .addHelpText("after", EXIT_CODES_AND_EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined });
}

function watched({ watch = false, json, markdown, html, from, save, sarif, junit, against }: RawOptions): boolean {
  const other = Object.entries({ json, markdown, html, from, save, sarif, junit, against }).find(
    ([, given]) => given !== undefined,
  );
  if (watch && other !== undefined) throw new UsageError(`--watch cannot go with --${other[0]}: give one of the two`);
  return watch;
}

function configuration({ config, from }: RawOptions): { readonly [key: string]: string } {
  if (from !== undefined && Object.keys(config).length > 0) {
    throw new UsageError("--config cannot go with --from: a plan in a file is made already");
  }
  return config;
}

function setting(value: string, earlier: { readonly [key: string]: string }): { readonly [key: string]: string } {
  const [key = "", ...rest] = value.split("=");
  if (key === "" || rest.length === 0) throw new InvalidArgumentError("It must be of the form key=value.");
  return { ...earlier, [key]: rest.join("=") };
}

function seconds(value: string): number {
  const parsed = Number(value);
  if (!Number.isFinite(parsed) || parsed <= 0)
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  return parsed;
}

function names(value: string, before: readonly string[] = []): readonly string[] {
  const given = value.split(",").map((name) => name.trim());
  if (given.includes("")) throw new InvalidArgumentError("It must be names or URNs with commas between them.");
  return [...before, ...given];
}

function chosenStack(
  argument: string | undefined,
  option: string | undefined,
  from: string | undefined,
): string | undefined {
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new UsageError(`the stack is given twice, as ${argument} and as --stack ${option}: give one`);
  }
  const stack = argument ?? option;
  if (stack === undefined && from !== undefined) return undefined;
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
