import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { ProgramError, UsageError } from "../failure";
import { recordProgram } from "../recorder";
import type { Recording } from "../recorder/recording";
import { GitError, git } from "./git";
import { prepareCheckout } from "./prepare";
import { withWorktree } from "./worktree";

/** A commit that a plan is to be compared with. */
interface Commit {
  readonly kind: "commit";
  readonly commit: string;
  /** As the user wrote it. */
  readonly shown: string;
}

/** What a plan is to be compared with. */
type Against = Commit | { readonly kind: "file"; readonly file: string; readonly shown: string };

/**
 * Finds out what `--against` means: a file if there is one of that name, else a commit of the program's repository.
 * @throws UsageError where it is neither
 * @public required lazily, which the search for unused exports cannot see
 */
export function findAgainst(value: string, workingDirectory: string, programDirectory: string): Against {
  const file = path.resolve(workingDirectory, value);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return { kind: "file", file, shown: value };
  const neither = `--against ${value} is neither a file nor a git ref`;
  if (value.startsWith("-")) throw new UsageError(neither);
  try {
    git(programDirectory, "rev-parse", "--show-toplevel");
  } catch (error) {
    throw new UsageError(`${neither}: ${(error as Error).message}`);
  }
  try {
    const commit = git(programDirectory, "rev-parse", "--verify", "--quiet", `${value}^{commit}`);
    return { kind: "commit", commit, shown: value };
  } catch {
    throw new UsageError(`${neither} of this repository (a branch, a tag or a commit)`);
  }
}

interface PreviewedProgram {
  readonly directory: string;
  readonly stack: string;
  readonly timeoutSeconds: number;
}

/**
 * The plan of the same program and stack at another commit.
 * @public required lazily, which the search for unused exports cannot see
 */
export async function planAtCommit(against: Commit, program: PreviewedProgram): Promise<Recording> {
  try {
    return await withWorktree(program.directory, against.commit, async ({ root, inside }) => {
      const directory = inside(program.directory);
      if (!existsSync(directory)) {
        throw new UsageError(`there is no folder ${path.relative(root, directory)}${otherPlaces(root)}. ${BY_FILE}`);
      }
      try {
        prepareCheckout(root);
        return await recordProgram({ ...program, directory });
      } catch (error) {
        throw withoutFolder(error, root);
      }
    });
  } catch (error) {
    throw atRef(error, against.shown);
  }
}

const BY_FILE =
  "To compare all the same, preview it in a checkout of its own with --save FILE, then give --against FILE.";

/** Where programs were at that commit: one of them is likely to be the one that was moved. */
function otherPlaces(root: string): string {
  const files = git(root, "ls-files", "*Pulumi.yaml", "*Pulumi.yml").split("\n").filter(Boolean);
  return files.length === 0 ? "" : `; programs were in ${files.map((file) => path.posix.dirname(file)).join(", ")}`;
}

/** The same failure with paths as they are in the repository: the folder is gone when somebody reads it. */
function withoutFolder(error: unknown, root: string): unknown {
  const shorter = (text: string): string => text.replaceAll(`${root}${path.sep}`, "").replaceAll(root, ".");
  if (error instanceof UsageError) return new UsageError(shorter(error.message));
  if (error instanceof ProgramError) return new ProgramError(shorter(error.message), error.frames.map(shorter));
  return error;
}

function atRef(error: unknown, ref: string): unknown {
  if (error instanceof UsageError || error instanceof GitError) return new UsageError(`at ${ref}: ${error.message}`);
  if (error instanceof ProgramError) return new ProgramError(`at ${ref}: ${withTodaysPackages(error)}`, error.frames);
  return error;
}

/** What is not installed now cannot be installed for an older program: another commit runs with the packages of today. */
function withTodaysPackages({ message }: ProgramError): string {
  const [problem, advice] = message.split(": run npm install");
  return advice === undefined
    ? message
    : `${problem} now, and another commit runs with the packages of today. ${BY_FILE}`;
}
