// Makes one JavaScript of the pack's TypeScript, and keeps it beside the packages while the files stay as they are: the next
// start does not even load the compiler.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { keep } = require("./kept-file.cjs");

/**
 * The code of a TypeScript file and all that it imports, but packages. What is kept is of the same files, of the same times
 * and sizes, made by the same esbuild; where it cannot be kept, as on a read-only disk, it is made each time.
 * @param entry the file
 * @param kept where the code is kept
 */
exports.bundled = (entry, kept) => {
  const maker = require.resolve("esbuild/package.json");
  const known = read(kept);
  if (known !== undefined && same(known.files)) return known.code;
  const { outputFiles, metafile } = require("esbuild").buildSync({
    entryPoints: [entry],
    absWorkingDir: path.dirname(entry),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const code = outputFiles[0].text;
  const inputs = Object.keys(metafile.inputs).map((file) => path.resolve(path.dirname(entry), file));
  const files = Object.fromEntries([maker, __filename, ...inputs].map((each) => [each, state(each)]));
  keep(kept, JSON.stringify({ files, code }));
  return code;
};

function same(files) {
  return Object.entries(files).every(([file, known]) => state(file) === known);
}

function state(file) {
  const { mtimeMs, ctimeMs, size } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
  return [mtimeMs, ctimeMs, size].join(" ");
}

function read(file) {
  try {
    const { files, code } = JSON.parse(fs.readFileSync(file, "utf8"));
    return typeof code === "string" && Object.keys(files).length > 0 ? { files, code } : undefined;
  } catch {
    return undefined;
  }
}
