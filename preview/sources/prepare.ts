import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ProgramError } from "../failure";

/** A build that takes longer hangs. */
const TIMEOUT_MS = 120_000;

/**
 * Runs the `prepare` script of the package at the root of a checkout, as every package manager does after it has installed:
 * what a program needs and git does not keep, such as a bundled page, is built by it.
 * @throws ProgramError with the script's last line when it fails
 */
export function prepareCheckout(root: string): void {
  const script = prepareScript(path.join(root, "package.json"));
  if (script === undefined) return;
  const { status, error, stdout, stderr } = spawnSync(script, {
    cwd: root,
    shell: true,
    encoding: "utf8",
    timeout: TIMEOUT_MS,
    env: {
      ...process.env,
      PATH: [path.join(root, "node_modules", ".bin"), process.env.PATH].join(path.delimiter),
      // The best known use of `prepare` beside builds is to set up git hooks, which is not wanted for a look.
      HUSKY: "0",
    },
  });
  if (status === 0) return;
  const lastLine = error?.message ?? `${stdout}\n${stderr}`.trim().split("\n").at(-1);
  throw new ProgramError(`package.json: its script prepare (${script}) failed: ${lastLine || `exit code ${status}`}`);
}

function prepareScript(manifest: string): string | undefined {
  if (!existsSync(manifest)) return undefined;
  try {
    const { scripts } = JSON.parse(readFileSync(manifest, "utf8")) as { scripts?: { prepare?: unknown } };
    return typeof scripts?.prepare === "string" ? scripts.prepare : undefined;
  } catch {
    // What is wrong with the file is said when the program is read.
    return undefined;
  }
}
