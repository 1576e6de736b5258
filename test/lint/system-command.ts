import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";

/** Two test files must not install at once. */
const LOCK = path.join(tmpdir(), "zero-to-millions-apt.lock");

/**
 * The path of a command that tests need. Where it is missing and the tests may install packages (root on a Debian-based
 * system, as in a container), its Debian package is installed.
 * @throws Error with one line that says what is missing and how to get it
 */
export function systemCommand(command: string, debianPackage = command): string {
  const found = locate(command);
  if (found !== undefined) return found;
  const installed = process.getuid?.() === 0 && locate("apt-get") !== undefined && install(debianPackage);
  const now = locate(command);
  if (now !== undefined) return now;
  const how = installed ? "" : ` (apt-get install ${debianPackage}, brew install ${debianPackage})`;
  throw new Error(`These tests need the command ${command}: install it${how}.`);
}

function locate(command: string): string | undefined {
  const { stdout, status } = spawnSync("sh", ["-c", 'command -v "$1"', "sh", command], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

function install(debianPackage: string): boolean {
  const script = `apt-get install -y -q --no-install-recommends "$1" || { apt-get update -q && apt-get install -y -q --no-install-recommends "$1"; }`;
  const { status } = spawnSync("flock", [LOCK, "sh", "-c", script, "sh", debianPackage], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}
