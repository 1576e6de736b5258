// Loads TypeScript as ES modules, and takes packages that the program's own folder lacks from the preview's.
import { existsSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { createCompiler } = require("./compile.cjs");
const { aliasTargets } = require("./tsconfig.cjs");

const SOURCE = /\.(ts|tsx|mts|cts)$/;
const ENDINGS = ["", ".ts", ".tsx", ".mts", ".js", ".mjs", "/index.ts", "/index.tsx", "/index.js"];
const state = {};

export function initialize(settings) {
  state.settings = settings;
  state.compile = settings.typescript ? createCompiler(settings) : undefined;
}

export async function resolve(specifier, context, next) {
  const { settings } = state;
  for (const target of isBuiltin(specifier) ? [] : aliasTargets(specifier, settings.paths)) {
    const file = sourceFile(target);
    if (file !== undefined) return next(pathToFileURL(file).href, context);
  }
  try {
    return await next(specifier, context);
  } catch (error) {
    const file = relativeFile(specifier, context.parentURL);
    if (file !== undefined) return next(pathToFileURL(file).href, context);
    if (specifier.startsWith(".") || specifier.startsWith("/") || error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    const parentURL = pathToFileURL(path.join(settings.fallback, "index.js")).href;
    return next(specifier, { ...context, parentURL }).catch(() => Promise.reject(error));
  }
}

export async function load(url, context, next) {
  if (state.compile === undefined || !url.startsWith("file:") || !SOURCE.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  if (file.endsWith(".cts")) return next(url, { ...context, format: "commonjs" });
  return { format: "module", source: state.compile(file, "esm"), shortCircuit: true };
}

function relativeFile(specifier, parentURL) {
  if (!specifier.startsWith(".") && !specifier.startsWith("file:") && !path.isAbsolute(specifier)) return undefined;
  return sourceFile(fileURLToPath(new URL(specifier, parentURL ?? pathToFileURL(`${process.cwd()}/`))));
}

/** The file that an import means, whose extension may be left out or be that of the compiled file. */
function sourceFile(target) {
  const bases = [target, target.replace(/\.(c|m)?js(x?)$/, ".$1ts$2"), target.replace(/\.jsx?$/, ".tsx")];
  for (const base of bases) {
    const found = ENDINGS.map((ending) => base + ending).find((file) => existsSync(file) && path.extname(file) !== "");
    if (found !== undefined) return found;
  }
  return undefined;
}
