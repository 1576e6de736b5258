import { execFileSync } from "node:child_process";
import path from "node:path";

/*
 * Speed as ratios, side by side in one run: machines differ and are noisy, ratios hold. Prints the median and the range of
 * each command's wall time in seconds, and the ratio pair by pair.
 */

const PROJECT = path.resolve(__dirname, "../..");
const ROUNDS = 5;

const PREVIEW = ["--require", "tsx/cjs", "preview/main.ts", "prod"];
/** The packages that the stacks import, and nothing done with them. */
const IMPORTS = ["-e", '["pulumi", "aws", "awsx", "random"].forEach((name) => require("@pulumi/" + name))'];

/** Wall time of one run, in seconds. A preview that finds violations exits with 1, which is a finished run too. */
function timed(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  try {
    execFileSync(process.execPath, [...args], { cwd: PROJECT, stdio: "ignore" });
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error;
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function row(title: string, values: readonly number[], unit: string): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${title.padEnd(34)} ${median(values).toFixed(2)}${unit}  (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function main(): void {
  timed(IMPORTS);
  timed(PREVIEW);
  const preview: number[] = [];
  const imports: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    imports.push(timed(IMPORTS));
    preview.push(timed(PREVIEW));
  }
  const ratios = preview.map((seconds, index) => seconds / (imports[index] ?? Number.NaN));
  const lines = [
    `median of ${ROUNDS} rounds, Node ${process.versions.node}`,
    row("preview -- prod", preview, " s"),
    row("importing the SDKs alone", imports, " s"),
    row("ratio", ratios, "×"),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

main();
