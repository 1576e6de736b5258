import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What one run of a command took. */
export interface MeasuredRun {
  /** Wall time. */
  readonly seconds: number;
  /** Most memory that one process of the command held, in MiB; undefined where /proc is not there to tell. */
  readonly peakMiB: number | undefined;
}

const SAMPLE_MILLISECONDS = 100;

/**
 * Runs node with the arguments and waits for its end. A preview that finds violations exits with 1, which is a finished run
 * too.
 */
export function measuredRun(
  args: readonly string[],
  options: { readonly cwd: string; readonly environment?: NodeJS.ProcessEnv },
): Promise<MeasuredRun> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let peakKiB = 0;
  const sampler = setInterval(() => {
    peakKiB = Math.max(peakKiB, ...family(child.pid ?? 0).map(highestKiB));
  }, SAMPLE_MILLISECONDS);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(sampler);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0 || code === 1) resolve({ seconds, peakMiB: peakKiB === 0 ? undefined : peakKiB / 1024 });
      else reject(new Error(`node ${args.join(" ")} ended with ${code}: ${complaint}`));
    });
  });
}

/** The process and all below it. */
function family(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(family)];
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function highestKiB(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
