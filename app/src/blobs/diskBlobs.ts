import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Blob, BlobFiles } from "./blobFiles.js";
import type { BlobFacts } from "./blobStore.js";

/** Blobs as files in the data folder, each with its type in a file beside it: for the embedded app. */
export class DiskBlobs implements BlobFiles {
  readonly #folder: string;

  /** @param folder made when the first blob comes */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Written beside its place and then linked there, so that nobody sees half of it, and the first of two wins. */
  async write(key: string, { contentType, bytes }: Blob): Promise<boolean> {
    const path = this.#path(key);
    const unfinished = `${path}.${randomUUID()}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.type`, contentType);
    await writeFile(unfinished, bytes);
    try {
      await link(unfinished, path);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    } finally {
      await rm(unfinished);
    }
  }

  async read(key: string): Promise<Blob | undefined> {
    return ifThere(async () => ({
      contentType: await readFile(`${this.#path(key)}.type`, "utf8"),
      bytes: await readFile(this.#path(key)),
    }));
  }

  async head(key: string): Promise<BlobFacts | undefined> {
    return ifThere(async () => ({
      contentType: await readFile(`${this.#path(key)}.type`, "utf8"),
      bytes: (await stat(this.#path(key))).size,
    }));
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
    await rm(`${this.#path(key)}.type`, { force: true });
  }

  /** Keys are made by the app; one that leads elsewhere is a mistake in the program. */
  #path(key: string): string {
    if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(key)) throw new Error(`The blob's key ${key} cannot be a file's name.`);
    return join(this.#folder, key);
  }
}

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
