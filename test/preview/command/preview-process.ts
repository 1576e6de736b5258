import { spawn } from "node:child_process";
import path from "node:path";

export const PROJECT = path.resolve(__dirname, "../../..");
/** What `npm run preview` gives node, with paths that hold from anywhere. */
export const START: readonly string[] = [
  "--require",
  path.join(PROJECT, "preview/loading/start.cjs"),
  path.join(PROJECT, "preview/main.ts"),
];

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the preview command as a user would, in a process of its own, and waits for its end. */
export function preview(args: readonly string[], cwd: string = PROJECT): Promise<Finished> {
  const environment = { ...process.env, NO_COLOR: "", FORCE_COLOR: "" };
  const child = spawn(process.execPath, [...START, ...args], {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
