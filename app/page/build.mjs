/**
 * Builds the page into `dist/page`: what it loads is bundled, minified and named by its content under `assets/`, so that
 * browsers and the CDN may keep it for a year; `index.html` names it and is asked for each time. Runs at `npm ci`.
 */
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const page = dirname(fileURLToPath(import.meta.url));

/** What `index.html` refers to, by the name it has there. */
const sources = ["src/main.ts", "styles/page.css", "icon.svg"];

/** Builds the page into a folder that it replaces. */
export async function buildPage(out) {
  /** Built beside and then renamed, so that a process that starts meanwhile finds a whole page. */
  const fresh = `${out}.${process.pid}`;
  const { metafile } = await build({
    absWorkingDir: page,
    entryPoints: sources.map((path) => ({ in: path, out: basename(path).replace(/\.\w+$/, "") })),
    outdir: fresh,
    entryNames: "assets/[name]-[hash]",
    assetNames: "assets/[name]-[hash]",
    publicPath: "/",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox114", "safari16.4"],
    loader: { ".svg": "copy" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });

  const names = new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint, inputs }]) => [
      entryPoint ?? Object.keys(inputs)[0],
      `/assets/${basename(path)}`,
    ]),
  );
  const html = await readFile(join(page, "index.html"), "utf8");
  const index = sources.reduce(
    (text, source) => {
      const name = names.get(source);
      if (name === undefined || !text.includes(`"${source}"`))
        throw new Error(`index.html and the build differ on ${source}`);
      return text.replaceAll(`"${source}"`, `"${name}"`);
    },
    html.replace(/<!--[\s\S]*?-->/g, "").replace(/\n\s+/g, "\n"),
  );

  await mkdir(fresh, { recursive: true });
  await writeFile(join(fresh, "index.html"), index);
  await copyFile(join(page, "robots.txt"), join(fresh, "robots.txt"));
  await rm(out, { recursive: true, force: true });
  await rename(fresh, out);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage(join(page, "..", "dist", "page"));
