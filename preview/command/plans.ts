import { UsageError } from "../failure";
import { recordProgram } from "../recorder";
import type { Recording } from "../recorder/recording";
import type { PlanChange } from "../report/change";
import type { PreviewOptions } from "./options";

// Required where they are used: a plain preview starts without them.
const sources = () => require("../sources") as typeof import("../sources");
const changes = () => require("../report/change") as typeof import("../report/change");

/** The plan that a run is about: the program's, or the one in a file. */
export async function planOf(options: PreviewOptions, onResource: (count: number) => void): Promise<Recording> {
  const { from, stack, directory, timeoutSeconds } = options;
  if (from === undefined) return recordProgram({ directory, stack: stack ?? "", timeoutSeconds, onResource });
  const recording = sources().readPlan(from.file, from.shown);
  if (stack !== undefined && stack !== recording.plan.stack) {
    throw new UsageError(`${from.shown} holds the stack ${recording.plan.stack}, not ${stack}: leave the stack out`);
  }
  return recording;
}

/** Makes the change from another plan, once the run's own is there. */
export type Comparison = (recording: Recording) => Promise<PlanChange | null>;

/**
 * Checks everything that can be checked before a program is run.
 * @throws UsageError where the plan could not be saved or there is nothing to compare it with
 */
export function preparedComparison(options: PreviewOptions): Comparison {
  const { save, against, directory, workingDirectory, timeoutSeconds, allowReplace } = options;
  if (save !== undefined) sources().checkSavable(save.file, save.shown);
  if (against === undefined) return () => Promise.resolve(null);
  const found = sources().findAgainst(against, workingDirectory, directory);
  return async ({ plan }) => {
    const before = await sources().planAgainst(found, { directory, stack: plan.stack, timeoutSeconds });
    const allowed = sources().allowedUrns(allowReplace, [before.plan, plan]);
    return changes().planChange(against, before.plan, plan, allowed);
  };
}

/** Writes the plan where the user wants it. */
export function saveIfAsked({ plan }: Recording, { save }: PreviewOptions): void {
  if (save !== undefined) sources().savePlan(plan, save.file, save.shown);
}
