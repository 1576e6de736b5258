import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { git } from "./git";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
// Nobody's checkout hook is to run for a look at an older program.
const NO_HOOKS = ["-c", "core.hooksPath=/dev/null"] as const;

/** The files of a commit in a folder of their own, with the packages that are installed now. */
export interface Worktree {
  /** Root of the files. */
  readonly root: string;
  /** Where a folder of the repository is in there. */
  readonly inside: (directory: string) => string;
}

/**
 * Lays a commit out in a temporary folder while something is done with it. The folder is taken away again however that
 * ends, also on Ctrl-C; the repository's own files are never touched.
 */
export async function withWorktree<T>(
  directory: string,
  commit: string,
  use: (worktree: Worktree) => Promise<T>,
): Promise<T> {
  const repository = realpathSync(git(directory, "rev-parse", "--show-toplevel"));
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "preview-"));
  const root = path.join(folder, "tree");
  const release = whateverHappens(() => remove(repository, folder, root));
  try {
    git(repository, ...NO_HOOKS, "worktree", "add", "--quiet", "--detach", root, commit);
    const inside = (place: string): string => path.join(root, path.relative(repository, realpathSync(place)));
    linkPackages(realpathSync(directory), repository, root);
    return await use({ root, inside });
  } finally {
    release();
  }
}

function remove(repository: string, folder: string, root: string): void {
  rmSync(folder, { recursive: true, force: true });
  try {
    // Only this one is forgotten: other folders that happen to be gone are none of this command's business.
    git(repository, "worktree", "remove", "--force", root);
  } catch {
    // It had never become one.
  }
}

/** Links the installed packages of the program's folder and of those around it, so that nothing is installed anew. */
function linkPackages(directory: string, repository: string, root: string): void {
  for (let place = directory; ; place = path.dirname(place)) {
    const isInside = !path.relative(repository, place).startsWith("..");
    const packages = path.join(place, "node_modules");
    const link = path.join(isInside ? path.join(root, path.relative(repository, place)) : root, "node_modules");
    if (existsSync(packages) && existsSync(path.dirname(link)) && !existsSync(link))
      symlinkSync(packages, link, "junction");
    if (place === path.dirname(place)) return;
  }
}

/** Runs the action once: when it is called for, when this process exits, or when a signal ends it. */
function whateverHappens(action: () => void): () => void {
  const release = (): void => {
    process.off("exit", release);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    action();
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    // Whoever else listens decides how this process ends; without anybody it ends as the signal says.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on("exit", release);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}
