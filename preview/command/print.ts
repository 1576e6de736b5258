import { type ExitCode, ProgramError } from "../failure";
import { renderReport } from "../render/report";
import { styleFor } from "../render/style";
import { errorAsJson, reportAsJson } from "../report/json";
import type { Report } from "../report/report";
import type { PreviewOptions } from "./options";

/**
 * Prints the whole report at once, so that a reader never sees half of one.
 * @public required lazily, which the search for unused exports cannot see
 */
export async function printReport(report: Report, options: PreviewOptions): Promise<void> {
  if (options.html !== undefined) writePage(report, options.html, options.directory);
  await written(process.stdout, `${asText(report, options)}\n`);
}

function writePage(report: Report, html: NonNullable<PreviewOptions["html"]>, directory: string): void {
  const { renderPage } = require("../render/html/page") as typeof import("../render/html/page");
  const { curveOf } = require("../sources/curve-file") as typeof import("../sources/curve-file");
  const { writeWhole } = require("../whole-file") as typeof import("../whole-file");
  writeWhole("--html", html, renderPage(report, curveOf(directory)));
}

function asText(report: Report, { json, markdown, full }: PreviewOptions): string {
  if (json) return JSON.stringify(reportAsJson(report), null, 2);
  if (markdown) {
    const { renderMarkdown } = require("../render/markdown") as typeof import("../render/markdown");
    return renderMarkdown(report);
  }
  return renderReport(report, styleFor(process.stdout, full));
}

/**
 * One sentence on stderr, with the program's own frames where there are any; with `--json` also an object on stdout.
 * @public required lazily, which the search for unused exports cannot see
 */
export async function printError(error: Error, exitCode: ExitCode, json: boolean): Promise<ExitCode> {
  const frames = error instanceof ProgramError ? error.frames.map((frame) => `    at ${frame}\n`).join("") : "";
  const { red } = styleFor(process.stderr, false).colours;
  await written(process.stderr, `${red("error:")} ${error.message.replaceAll("\n", "\n       ")}\n${frames}`);
  if (json) await written(process.stdout, `${JSON.stringify(errorAsJson(error, exitCode), null, 2)}\n`);
  return exitCode;
}

/** Prints text as a whole, with a line end. */
export function printText(text: string): Promise<void> {
  return written(process.stdout, `${text}\n`);
}

const guarded = new Set<NodeJS.WriteStream>();

/** Waits until the text is out. A reader that went away (`| head`) is no failure of the preview. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (!guarded.has(stream)) {
    guarded.add(stream);
    stream.on("error", (error) => {
      if (!isClosedPipe(error)) throw error;
    });
  }
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error && !isClosedPipe(error) ? reject(error) : resolve()));
  });
}

function isClosedPipe(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE";
}
