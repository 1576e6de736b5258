import { execFileSync } from "node:child_process";

/** Says what git said, without its prefix. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/**
 * Runs git in a folder and answers what it printed.
 * @throws GitError with git's own complaint
 */
export function git(directory: string, ...args: readonly string[]): string {
  try {
    return execFileSync("git", ["-C", directory, ...args], {
      encoding: "utf8",
      env: withoutGitVariables(process.env),
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    }).trimEnd();
  } catch (error) {
    throw new GitError(complaintOf(error as NodeJS.ErrnoException & { readonly stderr?: string }));
  }
}

function complaintOf(error: NodeJS.ErrnoException & { readonly stderr?: string }): string {
  if (error.code === "ENOENT") return "git is not installed";
  const said = (error.stderr ?? "").trim() || error.message;
  return said.replace(/^(fatal|error): /, "").replace(/\s+/g, " ");
}

/** In a git hook these point at the repository's own files and would win over the folder. */
function withoutGitVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
}
