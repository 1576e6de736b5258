import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./failure";

/** A file that the user named. */
export interface NamedFile {
  /** Absolute path. */
  readonly file: string;
  /** As the user wrote it. */
  readonly shown: string;
}

/**
 * Writes a file, whole or not at all: a reader never sees half of one, and a failure leaves an older file as it was.
 * @param option by which the user named the file, such as `--save`
 * @throws UsageError where the file cannot be written
 */
export function writeWhole(option: string, { file, shown }: NamedFile, text: string): void {
  checkWritable(option, { file, shown });
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${option} ${shown} cannot be written: ${(error as Error).message}`);
  }
}

/** Refuses a place that no file can be written to, before anything else is done. */
export function checkWritable(option: string, { file, shown }: NamedFile): void {
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option} ${shown}: there is no folder ${folder}; make it first`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option} ${shown} is a folder; name a file in it`);
  }
}
