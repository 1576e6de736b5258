import { junitOf } from "../findings/junit";
import { sourceOf } from "../findings/location";
import { sarifOf } from "../findings/sarif";
import type { Report } from "../report/report";
import { checkWritable, writeWhole } from "../whole-file";
import type { PreviewOptions } from "./options";

/**
 * Writes the files for findings that were asked for, each whole or not at all.
 * @throws UsageError at once where a file could not be written, before anything is run
 * @public required lazily, which the search for unused exports cannot see
 */
export function findingFiles(options: PreviewOptions): (report: Report) => void {
  const { sarif, junit } = options;
  if (sarif !== undefined) checkWritable("--sarif", sarif);
  if (junit !== undefined) checkWritable("--junit", junit);
  return (report) => {
    if (sarif !== undefined) {
      const source = sourceOf(options.from?.file, options.directory, report.plan.stack);
      writeWhole("--sarif", sarif, `${JSON.stringify(sarifOf(report, source), null, 2)}\n`);
    }
    if (junit !== undefined) writeWhole("--junit", junit, junitOf(report));
  };
}
