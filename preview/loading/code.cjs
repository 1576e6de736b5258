// Lets node take the machine code of packages from the last preview instead of compiling them again.
"use strict";

const Module = require("node:module");
const crypto = require("node:crypto");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const { openStore } = require("./store.cjs");

const MOST_STORES = 8;
/** Only node's own way of compiling gives such a file the loader that its imports need. */
const IMPORTS_AT_RUN_TIME = /\bimport(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*\(/;
const { wrap } = Module;
const [BEFORE, AFTER] = Module.wrapper;

/**
 * From now on, what is compiled is kept for the next process that gives the same name.
 * @param keeps whether a file's code is worth keeping
 * @returns writes what is new; to be called at the end, when it is known which functions are used
 */
exports.keepCode = (name, keeps) => {
  if (isDebugged()) return () => {};
  const store = openStore(
    "code",
    [name, process.version, process.versions.v8, process.platform, process.arch, v8.cachedDataVersionTag()].join(" "),
    MOST_STORES,
  );
  const compiled = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileOrReuse(content, filename, ...rest) {
    const isOrdinary = isCommonJs(this, rest[0]) && compilesAsAlways() && !IMPORTS_AT_RUN_TIME.test(content);
    if (!isOrdinary || !keeps(filename)) return compile.call(this, content, filename, ...rest);
    const fingerprint = crypto.hash("sha1", content);
    const cachedData = store.get(filename, fingerprint);
    const script = scriptOf(content, filename, cachedData);
    if (script === undefined) return compile.call(this, content, filename, ...rest);
    if (cachedData === undefined || script.cachedDataRejected) compiled.set(filename, { fingerprint, script });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, path.dirname(filename));
  };
  return () => {
    for (const [filename, { fingerprint, script }] of compiled) {
      store.set(filename, fingerprint, script.createCachedData());
    }
    store.save();
  };
};

/** Breakpoints are set in what node compiles itself. */
function isDebugged() {
  const given = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? "").split(/\s+/)];
  return given.some((argument) => argument.startsWith("--inspect"));
}

/** The main module and what node tells to be something else are prepared in ways of their own. */
function isCommonJs({ id }, format) {
  return id !== "." && (format === undefined || format === "commonjs");
}

/** Not where node maps frames to sources by what it compiled, nor where a package has its own idea of what a module is. */
function compilesAsAlways() {
  return (
    !process.sourceMapsEnabled && Module.wrap === wrap && Module.wrapper[0] === BEFORE && Module.wrapper[1] === AFTER
  );
}

/** Undefined for what is no CommonJS: node says why, or takes it for an ES module. */
function scriptOf(content, filename, cachedData) {
  try {
    return new vm.Script(BEFORE + content.replace(/^#!.*/, "") + AFTER, {
      filename,
      columnOffset: -BEFORE.length,
      cachedData,
    });
  } catch {
    return undefined;
  }
}

/** What node gives a module as `require`. */
function requireOf(module) {
  const require = (request) => module.require(request);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}
