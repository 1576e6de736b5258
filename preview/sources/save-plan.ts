import type { Plan } from "../../model/plan";
import { checkWritable, writeWhole } from "../whole-file";
import { planFileText } from "./plan-file";

/**
 * Writes a plan, whole or not at all.
 * @param file absolute path
 * @param shown the path as the user wrote it
 * @throws UsageError where the file cannot be written
 */
export function savePlan(plan: Plan, file: string, shown: string): void {
  checkSavable(file, shown);
  writeWhole("--save", { file, shown }, planFileText(plan));
}

/** Refuses a place that no file can be written to, before anything else is done. */
export function checkSavable(file: string, shown: string): void {
  checkWritable("--save", { file, shown });
}
