/** Builds the app as `npm run build -w app` does, into the folder that is given, and with it the programs of the tests. */
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp, bundle } from "../../app/build.mjs";

const programs = join(dirname(fileURLToPath(import.meta.url)), "programs");
const out = process.argv[2];
const names = (await readdir(programs)).filter((name) => name.endsWith(".mts"));
await Promise.all([
  buildApp(out),
  bundle(
    names.map((name) => join(programs, name)),
    out,
  ),
]);
