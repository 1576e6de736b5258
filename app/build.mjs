/**
 * Builds what runs in production into `dist`: the programs, each one file with all that it
 * imports, the page, and an empty embedded database. Packages with files of their own stay packages: native code, and the embedded database's wasm.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { putEmptyCluster } from "./emptyCluster.mjs";
import { buildPage } from "./page/build.mjs";

const app = dirname(fileURLToPath(import.meta.url));

/** Programs of `src/` that somebody starts. */
const programs = ["main", "redrive", "move"];

/** What `Dockerfile` copies beside the bundle; the others are optional parts of packages, which do without. */
const packages = ["@node-rs/argon2", "@electric-sql/pglite"];
const absent = ["pg-native", "bufferutil", "utf-8-validate"];

/** Bundles programs into a folder, one file each. */
export async function bundle(entryPoints, outdir) {
  await build({
    absWorkingDir: app,
    entryPoints,
    outdir,
    entryNames: "[name]",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: [...packages, ...absent],
    // Packages that are CommonJS ask for Node's own modules by `require`, which a module does not have.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    logLevel: "warning",
  });
}

/** The whole production build. */
export async function buildApp(out) {
  await bundle(
    programs.map((program) => join(app, "src", `${program}.ts`)),
    out,
  );
  await buildPage(join(out, "page"));
  await putEmptyCluster(out);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApp(join(app, "dist"));
