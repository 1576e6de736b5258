import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { stackFileOf } from "../project/project";

/**
 * The file that findings are shown at, as SARIF writes it: relative to the repository that it is in. A plan has resources
 * and no lines of source, so this is the stack's configuration file (or the file that the plan was read from), and what a
 * finding is about is its logical location, the resource's URN.
 * @param from absolute path of the file that the plan was read from; undefined where the program was run
 * @param directory the program's folder, absolute
 */
export function sourceOf(from: string | undefined, directory: string, stack: string): string {
  const file = from ?? existing(stackFileOf(directory, stack)) ?? path.join(directory, "Pulumi.yaml");
  const relative = path.relative(repositoryOf(path.dirname(file)) ?? directory, file);
  if (relative.startsWith("..") || path.isAbsolute(relative)) return pathToFileURL(file).href;
  return relative.split(path.sep).map(encodeURIComponent).join("/");
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

/** The nearest folder upwards that git keeps; a worktree's `.git` is a file. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(path.join(folder, ".git"))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}
