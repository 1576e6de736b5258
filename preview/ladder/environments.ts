import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { previewed } from "./previewed";

/** The environments whose files say what they cost. */
export const ENVIRONMENTS = ["dev", "staging", "prod"] as const;
type Environment = (typeof ENVIRONMENTS)[number];

const COSTS = /^# Costs .*$/m;

/** What an environment costs as its file stands, as the head of that file says it. */
export async function costsOf(project: string, environment: Environment): Promise<string> {
  const { fixed, usage } = (await previewed(project, environment, {})).cost.monthly;
  const [byTime, byUse] = [fixed, usage].map((amount) => Math.round(Number(amount)).toLocaleString("en-US"));
  return `# Costs ${byTime} USD a month by time and ${byUse} by use, at the load declared below (npm run ladder -- --write).`;
}

/** The line as it stands in the file; undefined where there is none. */
export function costsWritten(project: string, environment: Environment): string | undefined {
  return COSTS.exec(readFileSync(fileOf(project, environment), "utf8"))?.[0];
}

/** Puts the line into the file, where one is. */
export function writeCosts(project: string, environment: Environment, line: string): void {
  const file = fileOf(project, environment);
  writeFileSync(file, readFileSync(file, "utf8").replace(COSTS, line));
}

function fileOf(project: string, environment: Environment): string {
  return path.join(project, `Pulumi.${environment}.yaml`);
}
