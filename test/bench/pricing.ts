import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { estimateCost } from "../../model/cost";
import type { Plan, PlannedResource } from "../../model/plan";
import { readPlan } from "../../preview/sources/read-plan";
import { median } from "./figures";

const PROJECT = path.resolve(__dirname, "../..");
const PREVIEW = ["--require", path.join(PROJECT, "preview/loading/start.cjs"), path.join(PROJECT, "preview/main.ts")];
const LOAD = { requestsPerSecond: 300, readShare: 0.9, payloadKiB: 20, storedGiB: 500 };
const ROUNDS = 5;

/** Milliseconds that pricing a plan takes, under a declared load. */
export function pricingMilliseconds(plan: Plan): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    estimateCost(plan, { usage: LOAD });
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return median(times);
}

/** The plan that a preview with these arguments saves. */
export function savedPlan(...args: readonly string[]): Plan {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-pricing-"));
  try {
    const file = path.join(folder, "plan.json");
    const { status, stderr } = spawnSync(process.execPath, [...PREVIEW, ...args, "--save", file], { cwd: PROJECT });
    if (status !== 0 && status !== 1) throw new Error(`preview ${args.join(" ")} failed: ${stderr.toString()}`);
    return readPlan(file, file).plan;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As many resources as asked for, each copy of the program with URNs of its own. */
export function repeatedPlan(plan: Plan, size: number): Plan {
  const resources: PlannedResource[] = [];
  for (let copy = 0; resources.length < size; copy++) {
    const renamed = (urn: string): string => (urn.endsWith(plan.stack) ? urn : `${urn}~${copy}`);
    for (const each of plan.resources.slice(0, size - resources.length)) {
      resources.push({
        ...each,
        urn: renamed(each.urn),
        parent: each.parent === null ? null : renamed(each.parent),
        dependencies: each.dependencies.map(renamed),
        propertyDependencies: Object.fromEntries(
          Object.entries(each.propertyDependencies).map(([property, urns]) => [property, urns.map(renamed)]),
        ),
      });
    }
  }
  return { ...plan, resources };
}
