import { existsSync } from "node:fs";
import { open, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";

/**
 * Opens a folder of data, and begins it where there is none. While it is being made a mark stands beside it, and goes
 * before anything is kept in it: what a process left that ended in between holds nothing, and is begun again. A folder
 * without a mark is never touched.
 */
export async function beginOnce<Opened>(folder: string, start: () => Promise<Opened>): Promise<Opened> {
  const mark = `${folder}.unfinished`;
  if (existsSync(mark)) await rm(folder, { recursive: true, force: true });
  else if (await holdsFiles(folder)) return start();

  await writeFile(mark, `${basename(folder)} is being made, and holds nothing yet.\n`);
  await onDisk(dirname(folder));
  const opened = await start();
  await rm(mark);
  // Or else a power cut might bring the mark back, beside a folder that holds data.
  await onDisk(dirname(folder));
  return opened;
}

async function holdsFiles(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0;
}

/** Waits until what a folder lists is on the disk. */
async function onDisk(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
