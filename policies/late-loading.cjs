// Lets packages be required whose loading takes long and that are hardly ever used: they load when something is read of them.
"use strict";

const Module = require("node:module");
const path = require("node:path");

/**
 * What the Pulumi SDKs load at their start and hardly ever use: TypeScript and a debugger to serialise functions, npm to find
 * packages, the automation API, tracing, and the classic components of awsx, with an AWS SDK below them.
 */
exports.SELDOM_USED = [
  ["@pulumi", "pulumi", "typescript-shim.js"],
  ["@pulumi", "pulumi", "automation", "index.js"],
  ["@pulumi", "awsx", "classic", "index.js"],
  ["@npmcli", "arborist", "lib", "index.js"],
  ["normalize-package-data", "lib", "normalize.js"],
  ...[
    "instrumentation",
    "instrumentation-grpc",
    "resources",
    "sdk-trace-base",
    "sdk-trace-node",
    "exporter-zipkin",
  ].map((name) => ["@opentelemetry", name, "build", "src", "index.js"]),
].map((parts) => path.sep + path.join("node_modules", ...parts));

/** From now on, requiring one of those modules costs nothing until it is used. */
exports.loadSeldomUsedLate = () => {
  const load = Module._extensions[".js"];
  Module._extensions[".js"] = (module, filename) => {
    if (exports.SELDOM_USED.some((ending) => filename.endsWith(ending))) {
      module.exports = exports.whenUsed(() => loaded(load, module, filename));
    } else {
      load(module, filename);
    }
  };
};

/** Stands in for what `load` gives, which is called when something is read of it. */
exports.whenUsed = (load) => {
  let made;
  const real = () => {
    made ??= load();
    return made;
  };
  return new Proxy(function standIn() {}, {
    get(_, property) {
      // Import helpers ask this of a module; the answer makes them keep it as it is, without a look inside.
      if (property === "__esModule") return true;
      return property === "default" ? (real().default ?? real()) : real()[property];
    },
    has: (_, property) => property in real(),
    construct: (_, given) => new (real())(...given),
    apply: (_, self, given) => real().apply(self, given),
  });
};

function loaded(load, { paths }, filename) {
  const own = new Module(filename);
  Object.assign(own, { filename, paths });
  load(own, filename);
  return own.exports;
}
