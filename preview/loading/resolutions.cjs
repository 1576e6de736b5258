// Lets node find the files of packages where the last preview found them, while what is installed stays the same.
"use strict";

const Module = require("node:module");
const fs = require("node:fs");
const path = require("node:path");
const { openStore } = require("./store.cjs");

const FOLDER = "node_modules";
/** What npm, pnpm and yarn write anew whenever they change that folder. */
const RECORDS = [".package-lock.json", ".modules.yaml", ".yarn-state.yml", ".yarn-integrity"];
const MOST_STORES = 8;
const ALL = "all";

/**
 * From now on, a file that one module of a packages folder asks of another is looked up once for all previews of that name.
 * @param inside a path in the packages folder
 * @returns writes what is new
 */
exports.keepResolutions = (name, inside) => {
  const packages = folderOf(inside);
  const installed = packages && recordOf(packages);
  if (!installed) return () => {};
  const own = packages + path.sep;
  const settings = [process.version, process.execArgv, process.env.NODE_OPTIONS, process.env.NODE_PATH];
  const store = openStore("resolutions", JSON.stringify([name, packages, settings]), MOST_STORES);
  const known = new Map(JSON.parse(store.get(ALL, installed)?.toString() ?? "[]"));
  const before = known.size;
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function resolveOrReuse(request, parent, isMain, options) {
    const from = parent?.path;
    if (!from?.startsWith(own) || options !== undefined || Module.isBuiltin(request)) {
      return resolve.call(this, request, parent, isMain, options);
    }
    const key = `${from}\0${request}`;
    const kept = known.get(key);
    if (kept !== undefined && fs.existsSync(kept)) return kept;
    const found = resolve.call(this, request, parent, isMain, options);
    if (found.startsWith(own)) known.set(key, found);
    return found;
  };
  return () => {
    if (known.size === before) return;
    store.set(ALL, installed, Buffer.from(JSON.stringify([...known])));
    store.save();
  };
};

/** The outermost packages folder on the way to a file. */
function folderOf(file) {
  const steps = file.split(path.sep);
  const at = steps.indexOf(FOLDER);
  return at === -1 ? undefined : steps.slice(0, at + 1).join(path.sep);
}

/** Tells one state of a packages folder from another; undefined where nobody keeps a record of it. */
function recordOf(packages) {
  for (const name of RECORDS) {
    const file = fs.statSync(path.join(packages, name), { throwIfNoEntry: false });
    if (file !== undefined) return `${name} ${file.mtimeMs} ${file.size}`;
  }
  return undefined;
}
