import path from "node:path";
import type { Plan } from "../../model/plan";
import { LADDER } from "../ladder/rungs";
import { recordProgram } from "../recorder";

const PROJECT = path.resolve(__dirname, "../..");

/** Where the table stands. */
export const DOCUMENT = path.join(PROJECT, "docs/mutations.md");
/** The rungs that are meant to survive any member and any zone. */
export const SURVIVING = ["load-balanced", "cached", "services", "sharded", "multi-region"] as const;

/** The plan of a rung as it is typically run. */
export async function planOf(topology: (typeof SURVIVING)[number]): Promise<Plan> {
  const rung = LADDER.find((each) => each.topology === topology);
  if (rung === undefined) throw new Error(`the ladder has no rung ${topology}`);
  const config = { topology, ...rung.config };
  return (await recordProgram({ directory: PROJECT, stack: rung.stack, config })).plan;
}
