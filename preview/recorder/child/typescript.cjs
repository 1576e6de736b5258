// Lets node load TypeScript: in CommonJS by extension handlers, in ES modules by a loader; frames point into the sources.
"use strict";

const Module = require("node:module");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { keepTransforms } = require("../../loading/transforms.cjs");
const { createCompiler } = require("./compile.cjs");
const { aliasTargets, readTsconfig } = require("./tsconfig.cjs");

const EXTENSIONS = [".ts", ".tsx", ".cts", ".mts"];
const SOURCES = { ".js": [".ts", ".tsx"], ".jsx": [".tsx"], ".cjs": [".cts"], ".mjs": [".mts"] };

exports.runTypeScript = (settings) => {
  const { options, paths } = readTsconfig(
    path.resolve(settings.workingDirectory, settings.tsconfig ?? "tsconfig.json"),
  );
  const transforms = keepTransforms(settings.workingDirectory);
  const compile = createCompiler({ ...settings, options, transforms });
  const formats = new Map();
  loadSources((filename) => {
    formats.set(filename, "cjs");
    return compile(filename, "cjs");
  });
  process.on("exit", transforms.save);
  resolveSources(paths);
  mapFrames(settings, (filename) => compile(filename, formats.get(filename) ?? "esm", true));
  if (settings.modules) {
    Module.register("./loader.mjs", pathToFileURL(__filename), { data: { ...settings, options, paths } });
  }
};

/** Runs the preview's own sources, whose imports name no extension. */
exports.runOwnTypeScript = (project) => {
  const { options } = readTsconfig(path.join(project, "tsconfig.json"));
  const transforms = keepTransforms(project + path.sep);
  const compile = createCompiler({ options, fallback: __dirname, own: true, transforms });
  loadSources((filename) => compile(filename, "cjs"));
  return transforms.save;
};

function loadSources(compile) {
  for (const extension of EXTENSIONS) {
    Module._extensions[extension] = (module, filename) => module._compile(compile(filename), filename);
  }
}

function resolveSources(paths) {
  const resolve = Module._resolveFilename;
  const attempt = (self, request, ...rest) => {
    try {
      return resolve.call(self, request, ...rest);
    } catch (error) {
      const extension = path.extname(request);
      if (error.code !== "MODULE_NOT_FOUND") throw error;
      for (const source of SOURCES[extension] ?? []) {
        try {
          return resolve.call(self, request.slice(0, -extension.length) + source, ...rest);
        } catch {
          // The next extension may exist.
        }
      }
      throw error;
    }
  };
  Module._resolveFilename = function resolveSource(request, parent, ...rest) {
    if (!parent?.filename?.includes(`${path.sep}node_modules${path.sep}`)) {
      for (const target of Module.isBuiltin(request) ? [] : aliasTargets(request, paths)) {
        try {
          return attempt(this, target, parent, ...rest);
        } catch {
          // The next target may exist.
        }
      }
    }
    return attempt(this, request, parent, ...rest);
  };
}

/** The SDK maps frames with source-map-support: it is given the maps, made when a frame is first needed. */
function mapFrames({ sourceMapSupport }, compileWithMap) {
  if (sourceMapSupport === undefined) return;
  const made = new Map();
  require(sourceMapSupport).install({
    environment: "node",
    handleUncaughtExceptions: false,
    retrieveFile(file) {
      const name = file.startsWith("file://") ? require("node:url").fileURLToPath(file) : file;
      if (!EXTENSIONS.includes(path.extname(name)) || !fs.existsSync(name)) return null;
      if (!made.has(name)) made.set(name, compileWithMap(name));
      return made.get(name);
    },
  });
}
