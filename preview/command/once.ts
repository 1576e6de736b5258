import type { Report } from "../report/report";
import type { PreviewOptions } from "./options";
import { planOf, preparedComparison, saveIfAsked } from "./plans";
import { Progress } from "./progress";

/** Runs the program, or reads the plan, and assesses it: one report. Shows progress on a terminal. */
export async function previewOnce(options: PreviewOptions): Promise<Report> {
  const progress = new Progress(process.stderr);
  try {
    const compare = preparedComparison(options);
    progress.say("starting the program");
    const recorded = planOf(options, (count) => progress.resources(count));
    // Required only now, to be loaded while the program starts in its own process (import() would want a slower loader).
    // If the program fails meanwhile, awaiting it below says so.
    recorded.catch(() => undefined);
    const { assess } = require("../report/assess") as typeof import("../report/assess");
    const recording = await recorded;
    saveIfAsked(recording, options);
    progress.say("assessing the plan");
    const change = await compare(recording);
    return await assess(recording, change, { ...options, stack: recording.plan.stack });
  } finally {
    progress.end();
  }
}
