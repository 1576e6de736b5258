// Keeps what V8 makes of the pack's JavaScript: the next start does not compile it again.
"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { keep } = require("./kept-file.cjs");

const SEAL_BYTES = 32;

/**
 * Runs code as that of a module. Its compiled form is kept after the code has run, with the functions that this took; V8
 * itself refuses one of another version or of other flags, and it is then made again.
 * @param module in whose name it runs, with its file and path
 * @param kept where the compiled form is kept
 * @returns whether one was there that serves
 */
exports.runCompiled = (code, module, kept) => {
  const cachedData = read(kept, code);
  const script = new vm.Script(Module.wrap(code), { filename: module.filename, ...(cachedData && { cachedData }) });
  const { filename, exports: exported } = module;
  const run = script.runInThisContext();
  run.call(exported, exported, Module.createRequire(filename), module, filename, path.dirname(filename));
  const serves = cachedData !== undefined && script.cachedDataRejected === false;
  // After all that the start has to do.
  if (!serves) setImmediate(() => keep(kept, sealed(code, script.createCachedData())));
  return serves;
};

function read(file, code) {
  try {
    const content = fs.readFileSync(file);
    const compiled = content.subarray(SEAL_BYTES);
    return sealed(code, compiled).equals(content) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** V8 tells code by its length alone, and takes a damaged form for a whole one. */
function sealed(code, compiled) {
  return Buffer.concat([createHash("sha256").update(code).update(compiled).digest(), compiled]);
}
