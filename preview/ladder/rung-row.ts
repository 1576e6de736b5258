import { readFileSync } from "node:fs";
import path from "node:path";
import { mandatoryViolations, type Report } from "../report/report";
import { previewed } from "./previewed";
import type { LadderRung } from "./rungs";
import { FAILURES, type Failing, survival } from "./survival";

/** One rung's row, as `--json` prints it. */
export interface RungRow {
  readonly topology: string;
  readonly stack: string;
  readonly config: { readonly [key: string]: string };
  /** Declared load: requests per second on average. */
  readonly requestsPerSecond: number;
  /** Cloud resources, without components and providers. */
  readonly resources: number;
  /** USD a month, by time and by use, at the declared load. */
  readonly fixedUsd: number;
  readonly usageUsd: number;
  readonly survives: { readonly [failing in Failing]: string };
  /** From the head of the stack's file. */
  readonly stillHurts: string;
}

/**
 * Previews one rung of the project in a folder.
 * @throws Error when a mandatory policy finds something: a documented configuration is one to recommend
 */
export async function rungRow(project: string, rung: LadderRung): Promise<RungRow> {
  const { topology, stack, config } = rung;
  const report = await previewed(project, stack, { topology, ...config });
  const [violation] = mandatoryViolations(report);
  if (violation) throw new Error(`${topology}: ${violation.message}`);
  const { fixed, usage } = report.cost.monthly;
  const survives = Object.fromEntries(FAILURES.map((kind) => [kind, survival(report.failures, kind)]));
  return {
    topology,
    stack,
    config,
    requestsPerSecond: Number(config.requestsPerSecond ?? declaredRequests(project, stack)),
    resources: cloudResources(report),
    fixedUsd: Math.round(Number(fixed)),
    usageUsd: Math.round(Number(usage)),
    survives: survives as RungRow["survives"],
    stillHurts: stillHurts(path.join(project, "stacks", `${topology}.ts`)),
  };
}

function cloudResources({ plan }: Report): number {
  return plan.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).length;
}

function declaredRequests(project: string, stack: string): string {
  const file = readFileSync(path.join(project, `Pulumi.${stack}.yaml`), "utf8");
  return /^\s+(?:[\w-]+:)?requestsPerSecond: "?([\d.]+)/m.exec(file)?.[1] ?? "0";
}

/** The sentence of the file's head, on as many lines as it takes. */
function stillHurts(file: string): string {
  const head = readFileSync(file, "utf8").split("*/")[0] ?? "";
  const words = /Still hurts: ([\s\S]*?)(?=\n \* [A-Z][a-z ]+:|\n \* Leave it|\n ?$)/.exec(head)?.[1];
  if (words === undefined) throw new Error(`${file}: its head says nothing after "Still hurts:".`);
  const sentence = words.replace(/\s*\n \* ?/g, " ").trim();
  return sentence.replace(/:?\s*docs\/\S+\.md/g, "").replace(/\.$/, "");
}
