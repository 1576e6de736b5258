// Packages that the program's own folder does not have are taken from the preview's.
"use strict";

const Module = require("node:module");
const path = require("node:path");

const isBare = (request) => !request.startsWith(".") && !request.startsWith("#") && !path.isAbsolute(request);

exports.addFallback = ({ sdk, fallback }) => {
  const resolve = Module._resolveFilename;
  const paths = Module._nodeModulePaths(fallback);
  Module._resolveFilename = function resolveOrFallBack(request, parent, isMain, options) {
    try {
      return resolve.call(this, request, parent, isMain, options);
    } catch (error) {
      restack(error, resolveOrFallBack);
      if (error.code !== "MODULE_NOT_FOUND" || !isBare(request) || options?.paths !== undefined) throw error;
      // Without TypeScript beside it, the SDK takes the one that it ships: so is the text of a function the engine's.
      if (request === "typescript" && parent?.filename?.startsWith(sdk + path.sep)) throw error;
      try {
        return resolve.call(this, request, parent, isMain, { paths });
      } catch {
        throw error;
      }
    }
  };
};

/** From Node 22 on, node's own frames of a module that is missing leave no room for the program's. */
function restack(error, above) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 30;
  Error.captureStackTrace(error, above);
  Error.stackTraceLimit = stackTraceLimit;
}
