// Starts the pack for the CLI. Compiling its TypeScript as the CLI does takes a minute; bundled by esbuild it is a moment, and
// what starts is always what the files say.
"use strict";

const Module = require("node:module");
const path = require("node:path");
const { buildSync } = require("esbuild");
const { loadSeldomUsedLate } = require("./late-loading.cjs");

loadSeldomUsedLate();

const file = path.join(__dirname, "bundle.cjs");
const { outputFiles } = buildSync({
  entryPoints: [path.join(__dirname, "index.ts")],
  outfile: file,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "cjs",
  write: false,
  logLevel: "silent",
});

// In memory, under a name beside the pack's files, from where it finds the packages that they find.
const bundle = new Module(file, module);
bundle.filename = file;
bundle.paths = module.paths;
bundle._compile(outputFiles[0].text, file);
