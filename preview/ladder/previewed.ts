import { recordProgram } from "../recorder";
import { assess } from "../report/assess";
import type { Report } from "../report/report";

/** The report of a program with some configuration over that of the stack's file. */
export async function previewed(
  directory: string,
  stack: string,
  config: { readonly [key: string]: string },
): Promise<Report> {
  const recording = await recordProgram({ directory, stack, config });
  return assess(recording, null, { stack, policyConfig: undefined });
}
