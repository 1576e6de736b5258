// Starts the pack for the CLI. Compiling its TypeScript as the CLI does takes a minute; bundled by esbuild it is a moment, and
// what starts is always what the files say.
"use strict";

const Module = require("node:module");
const path = require("node:path");
const { bundled } = require("./bundle.cjs");
const { runCompiled } = require("./compiled.cjs");
const { loadSeldomUsedLate } = require("./late-loading.cjs");

loadSeldomUsedLate();

const packages = path.dirname(path.dirname(require.resolve("esbuild/package.json")));
const kept = (name) => path.join(packages, ".cache", "zero-to-millions", name);

// In memory, under a name beside the pack's files, from where it finds the packages that they find.
const pack = new Module(path.join(__dirname, "pack.cjs"), module);
pack.filename = pack.id;
runCompiled(bundled(path.join(__dirname, "index.ts"), kept("pack.json")), pack, kept("pack.v8"));
