import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCommand } from "../lint/system-command";

/**
 * The path of a command from PyPI. Its packages, versions pinned, are installed once into an environment of their own in
 * the system's temporary folder; several test files may ask at once.
 * @throws Error with one line that says what is missing
 */
export function pythonTool(command: string, packages: readonly string[]): string {
  const python = systemCommand("python3");
  const folder = join(tmpdir(), `zero-to-millions-${[command, ...packages].join("-").replace(/[^\w.=-]+/g, "_")}`);
  const done = join(folder, "complete");
  const script = `test -e "$2" || { rm -rf "$1" && "$0" -m venv "$1" && "$1/bin/pip" install --quiet --disable-pip-version-check "\${@:3}" && touch "$2"; }`;
  try {
    execFileSync("flock", [`${folder}.lock`, "bash", "-c", script, python, folder, done, ...packages], {
      stdio: "pipe",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n").slice(0, 3).join(" ") : String(error);
    throw new Error(`These tests need ${packages.join(", ")} from PyPI (python3 with venv and pip): ${reason}`);
  }
  const path = join(folder, "bin", command);
  if (!existsSync(path)) throw new Error(`${packages.join(", ")} installed no command ${command}.`);
  return path;
}
