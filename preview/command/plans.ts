import { UsageError } from "../failure";
import { recordProgram } from "../recorder";
import type { Recording, RecordOptions } from "../recorder/recording";
import type { PlanChange } from "../report/change";
import type { PreviewOptions } from "./options";

// What only some runs need is required where it is used: a plain preview starts without it.

/** The plan that a run is about: the program's, or the one in a file. */
export async function planOf(
  options: PreviewOptions,
  progress: Pick<RecordOptions, "onStart" | "onResource">,
): Promise<Recording> {
  const { from, stack, directory, timeoutSeconds, config } = options;
  if (from === undefined) return recordProgram({ directory, stack: stack ?? "", timeoutSeconds, config, ...progress });
  const { readPlan } = require("../sources/read-plan") as typeof import("../sources/read-plan");
  const recording = readPlan(from.file, from.shown);
  if (stack !== undefined && stack !== recording.plan.stack) {
    throw new UsageError(`${from.shown} holds the stack ${recording.plan.stack}, not ${stack}: leave the stack out`);
  }
  return recording;
}

/** Makes the change from another plan, once the run's own is there. */
type Comparison = (recording: Recording) => Promise<PlanChange | null>;

/**
 * Checks everything that can be checked before a program is run.
 * @throws UsageError where the plan could not be saved or there is nothing to compare it with
 */
export function preparedComparison(options: PreviewOptions): Comparison {
  const { save, html, against, allowReplace } = options;
  if (save !== undefined) {
    const { checkSavable } = require("../sources/save-plan") as typeof import("../sources/save-plan");
    checkSavable(save.file, save.shown);
  }
  if (html !== undefined) {
    const { checkWritable } = require("../whole-file") as typeof import("../whole-file");
    checkWritable("--html", html);
  }
  if (against === undefined) return () => Promise.resolve(null);
  const planBefore = earlierPlan(options, against);
  return async ({ plan }) => {
    const { planChange } = require("../report/change") as typeof import("../report/change");
    const { allowedUrns } = require("../sources/allowed") as typeof import("../sources/allowed");
    const before = (await planBefore(plan.stack)).plan;
    return planChange(against, before, plan, allowedUrns(allowReplace, [before, plan]));
  };
}

/** Reads the plan to compare with from its file at once; that of a commit is made when it is asked for. */
function earlierPlan(
  { workingDirectory, directory, timeoutSeconds }: PreviewOptions,
  against: string,
): (stack: string) => Promise<Recording> {
  const { findAgainst, planAtCommit } = require("../sources/against") as typeof import("../sources/against");
  const { readPlan } = require("../sources/read-plan") as typeof import("../sources/read-plan");
  const found = findAgainst(against, workingDirectory, directory);
  if (found.kind === "commit") return (stack) => planAtCommit(found, { directory, stack, timeoutSeconds });
  const recording = readPlan(found.file, found.shown);
  return () => Promise.resolve(recording);
}

/** Writes the plan where the user wants it. */
export function saveIfAsked({ plan }: Recording, { save }: PreviewOptions): void {
  if (save === undefined) return;
  const { savePlan } = require("../sources/save-plan") as typeof import("../sources/save-plan");
  savePlan(plan, save.file, save.shown);
}
