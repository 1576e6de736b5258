/**
 * Makes the embedded database's empty data folder, as an archive that a first start unpacks. Making one in the process
 * that serves would cost it several seconds and half a GiB, which WebAssembly does not give back.
 */
import { copyFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";

const packages = join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules");

/** Puts the archive into a folder. It is made once for each version of the embedded database. */
export async function putEmptyCluster(out) {
  const manifest = join(packages, "@electric-sql", "pglite", "package.json");
  const { version } = JSON.parse(await readFile(manifest, "utf8"));
  const kept = join(packages, ".cache", "zero-to-millions", `empty-cluster-${version}.tar.gz`);
  if (!(await isThere(kept))) await make(kept);
  await mkdir(out, { recursive: true });
  await copyFile(kept, join(out, "empty-cluster.tar.gz"));
}

async function make(file) {
  const postgres = await PGlite.create("memory://");
  const archive = await postgres.dumpDataDir("none");
  await postgres.close();
  await mkdir(dirname(file), { recursive: true });
  // Beside, and renamed when it is whole: builds may run side by side.
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, await promisify(gzip)(await archive.arrayBuffer()));
  await rename(fresh, file);
}

async function isThere(file) {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
