import path from "node:path";
import type { Plan } from "../../model/plan";
import { LADDER } from "../ladder/rungs";
import { recordProgram } from "../recorder";
import { policyLevels } from "../report/policy-levels";

const PROJECT = path.resolve(__dirname, "../..");

/** Where the table stands. */
export const DOCUMENT = path.join(PROJECT, "docs/mutations.md");
/** The rungs that are meant to survive any member and any zone. */
export const SURVIVING = ["load-balanced", "cached", "services", "sharded", "multi-region"] as const;

/** The pack as it is configured for production, where every rule insists but those that say so. */
export const configOfProduction = () => policyLevels({ stack: "prod", policyConfig: undefined });

/** The plan of a rung as it is typically run. */
export async function planOf(topology: (typeof SURVIVING)[number]): Promise<Plan> {
  const rung = LADDER.find((each) => each.topology === topology);
  if (rung === undefined) throw new Error(`the ladder has no rung ${topology}`);
  const config = { topology, ...rung.config };
  return (await recordProgram({ directory: PROJECT, stack: rung.stack, config })).plan;
}
