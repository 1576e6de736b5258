// Lets packages be required whose loading takes long and that are hardly ever used: they load when something is read of them.
"use strict";

const Module = require("node:module");
const path = require("node:path");

/** The Pulumi SDK loads TypeScript and npm at its start, and needs them only to serialise functions and to find packages. */
const SELDOM_USED = [
  path.join("@pulumi", "pulumi", "typescript-shim.js"),
  path.join("@npmcli", "arborist", "lib", "index.js"),
].map((file) => path.sep + file);

/** From now on, requiring one of those modules costs nothing until it is used. */
exports.loadSeldomUsedLate = () => {
  const load = Module._extensions[".js"];
  Module._extensions[".js"] = (module, filename) => {
    if (SELDOM_USED.some((ending) => filename.endsWith(ending))) {
      module.exports = whenUsed(() => loaded(load, module, filename));
    } else {
      load(module, filename);
    }
  };
};

function whenUsed(load) {
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
}

function loaded(load, { paths }, filename) {
  const own = new Module(filename);
  Object.assign(own, { filename, paths });
  load(own, filename);
  return own.exports;
}
