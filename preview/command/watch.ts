import path from "node:path";
import { watch } from "chokidar";
import { ExitCode } from "../failure";
import { renderSince } from "../render/since";
import { styleFor } from "../render/style";
import type { Report } from "../report/report";
import { previewOnce } from "./once";
import type { PreviewOptions } from "./options";
import { printReport, printText } from "./print";

/** Editors write a file in several steps: what follows within this time is the same save. */
const SETTLE_MILLISECONDS = 150;
/** Folders that no program is read from, or that tools write to while it runs. */
const IGNORED = new Set(["node_modules", ".git", ".pulumi", ".data", "coverage", "dist"]);

/**
 * Previews, then again at each save, and prints what is different from the last preview that worked. A program that fails is
 * reported and watched on. Ends when the user ends it.
 * @public required lazily, which the search for unused exports cannot see
 */
export async function watchProgram(
  options: PreviewOptions,
  onFailure: (error: unknown) => Promise<unknown>,
): Promise<ExitCode> {
  const watcher = watch(options.directory, {
    ignoreInitial: true,
    ignored: (file) => IGNORED.has(path.basename(file)),
  });
  const saves = new Saves();
  watcher.on("all", (_, file) => saves.add(path.relative(options.directory, file)));
  const stop = (): void => saves.end();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    let last = await previewed(options, undefined, [], onFailure);
    for await (const files of saves) last = await previewed(options, last, files, onFailure);
    return ExitCode.Fine;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await watcher.close();
  }
}

/** The newest report that there is: this run's, or the last one where this run fails. */
async function previewed(
  options: PreviewOptions,
  last: Report | undefined,
  files: readonly string[],
  onFailure: (error: unknown) => Promise<unknown>,
): Promise<Report | undefined> {
  const style = styleFor(process.stdout, options.full);
  try {
    const report = await previewOnce(options);
    if (last === undefined) await printReport(report, options);
    else await printText(renderSince(last, report, files, style));
    return report;
  } catch (error) {
    await onFailure(error);
    return last;
  } finally {
    await printText(style.colours.dim("Watching for saves; Ctrl-C ends it."));
  }
}

/** Saved files, handed out in batches: those that come while a preview runs wait for the next one. */
class Saves implements AsyncIterable<readonly string[]> {
  readonly #files = new Set<string>();
  #ended = false;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;

  add(file: string): void {
    this.#files.add(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake?.(), SETTLE_MILLISECONDS);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly string[]> {
    while (!this.#ended) {
      if (this.#files.size === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const files = [...this.#files].sort();
      this.#files.clear();
      yield files;
    }
  }
}
