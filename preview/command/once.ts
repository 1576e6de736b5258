import type { AssessmentOptions } from "../report/assess";
import type { Report } from "../report/report";
import type { PreviewOptions } from "./options";
import { planOf, preparedComparison, saveIfAsked } from "./plans";
import { Progress } from "./progress";

/** Runs the program, or reads the plan, and assesses it: one report. Shows progress on a terminal. */
export async function previewOnce(options: PreviewOptions): Promise<Report> {
  const progress = new Progress(process.stderr);
  try {
    const compare = preparedComparison(options);
    const writeFindings = preparedFindings(options);
    const declaredCost = costFiles(options);
    progress.say("starting the program");
    const recording = await planOf(options, {
      onStart: () => loadWhatFollows(options),
      onResource: (count) => progress.resources(count),
    });
    saveIfAsked(recording, options);
    progress.say("assessing the plan");
    const change = await compare(recording);
    const report = await assessment().assess(recording, change, {
      ...options,
      declaredCost,
      savings: options.full || options.json || options.markdown || options.html !== undefined,
      stack: recording.plan.stack,
    });
    writeFindings(report);
    return report;
  } finally {
    progress.end();
  }
}

/** While the program starts in its own process, this one has nothing else to do. */
function loadWhatFollows({ stack = "", policyConfig }: PreviewOptions): void {
  assessment();
  require("./print");
  const { policyLevels } = require("../report/policy-levels") as typeof import("../report/policy-levels");
  try {
    policyLevels({ stack, policyConfig });
  } catch {
    // Whatever is wrong with them is said when they are needed.
  }
}

/** Checks at once that the files for findings can be written, and writes them when the report is there. */
function preparedFindings(options: PreviewOptions): (report: Report) => void {
  if (options.sarif === undefined && options.junit === undefined) return () => undefined;
  const { findingFiles } = require("./finding-files") as typeof import("./finding-files");
  return findingFiles(options);
}

/** Only a run that is given such files pays for reading them. */
function costFiles(options: PreviewOptions): AssessmentOptions["declaredCost"] {
  if (options.usage === undefined && options.discounts === undefined && !options.freeTier) return undefined;
  const { readCostFiles } = require("../report/cost-files") as typeof import("../report/cost-files");
  return readCostFiles(options);
}

/** With require, as import() would want a slower loader. */
function assessment(): typeof import("../report/assess") {
  return require("../report/assess") as typeof import("../report/assess");
}
