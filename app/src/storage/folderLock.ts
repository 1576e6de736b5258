import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "../startError.js";

/** The right to use a folder alone, until it is released or this process is gone. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Claims a folder for this process with a file that holds the process id. Two embedded databases on one folder would
 * overwrite each other, and nothing else stops them. The claim of a process that is gone is taken over; a process in
 * another container cannot be seen, so a folder is never shared between containers.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, "process.lock");
  if (!(await claim(file))) {
    const holder = await readHolder(file);
    if (holder !== undefined && holder !== process.pid && isRunning(holder)) {
      throw new StartError(
        `The data folder ${folder} is in use by process ${holder}. Stop that process, or set DATA_DIR to another folder.`,
      );
    }
    await rm(file, { force: true });
    if (!(await claim(file))) throw new StartError(`The data folder ${folder} was taken by another process just now.`);
  }
  return { release: () => rm(file, { force: true }) };
}

async function claim(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<number | undefined> {
  const holder = Number.parseInt(await readFile(file, "utf8"), 10);
  return Number.isNaN(holder) ? undefined : holder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
