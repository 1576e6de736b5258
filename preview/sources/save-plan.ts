import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plan } from "../../model/plan";
import { UsageError } from "../failure";
import { planFileText } from "./plan-file";

/**
 * Writes a plan, whole or not at all: a reader never sees half of one, and a failure leaves an older file as it was.
 * @param file absolute path
 * @param shown the path as the user wrote it
 * @throws UsageError where the file cannot be written
 */
export function savePlan(plan: Plan, file: string, shown: string): void {
  checkSavable(file, shown);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, planFileText(plan));
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`--save ${shown} cannot be written: ${(error as Error).message}`);
  }
}

/** Refuses a place that no file can be written to, before anything else is done. */
export function checkSavable(file: string, shown: string): void {
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--save ${shown}: there is no folder ${folder}; make it first`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--save ${shown} is a folder; name a file in it`);
  }
}
