// Reads a tsconfig.json with those that it extends: compiler options, and aliases of import paths.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const TOKENS = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const TRAILING_COMMAS = /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g;
const keepText = (token) => (token.startsWith('"') ? token : "");

exports.readTsconfig = (file) => {
  const config = read(file, new Set());
  return { options: config.compilerOptions, paths: config.paths };
};

function read(file, seen) {
  if (seen.has(file) || !fs.existsSync(file)) return { compilerOptions: {}, paths: undefined };
  seen.add(file);
  const own = parse(fs.readFileSync(file, "utf8"));
  const bases = [own.extends ?? []].flat().map((base) => read(located(base, file), seen));
  const compilerOptions = Object.assign({}, ...bases.map((base) => base.compilerOptions), own.compilerOptions);
  const root = path.resolve(path.dirname(file), own.compilerOptions?.baseUrl ?? ".");
  const paths =
    own.compilerOptions?.paths === undefined && own.compilerOptions?.baseUrl === undefined
      ? bases.map((base) => base.paths).findLast((base) => base !== undefined)
      : { root, baseUrl: own.compilerOptions?.baseUrl !== undefined, aliases: own.compilerOptions?.paths ?? {} };
  return { compilerOptions, paths };
}

function parse(text) {
  try {
    return JSON.parse(
      text
        .replace(/^\uFEFF/, "")
        .replace(TOKENS, keepText)
        .replace(TRAILING_COMMAS, keepText),
    );
  } catch {
    return {};
  }
}

function located(base, from) {
  if (base.startsWith(".") || path.isAbsolute(base)) {
    const file = path.resolve(path.dirname(from), base);
    return fs.existsSync(file) || file.endsWith(".json") ? file : `${file}.json`;
  }
  const { resolve } = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      return resolve(name);
    } catch {
      // Another form may exist.
    }
  }
  return base;
}

/** The places that an import may mean by the aliases, most specific first. */
exports.aliasTargets = (request, paths) => {
  if (paths === undefined || request.startsWith(".") || path.isAbsolute(request)) return [];
  const matches = Object.entries(paths.aliases).flatMap(([pattern, targets]) => {
    const [start, end] = pattern.split("*");
    if (end === undefined) return pattern === request ? [{ weight: Number.POSITIVE_INFINITY, targets, star: "" }] : [];
    if (!request.startsWith(start) || !request.endsWith(end) || request.length < start.length + end.length) return [];
    return [{ weight: start.length, targets, star: request.slice(start.length, request.length - end.length) }];
  });
  const best = matches.sort((left, right) => right.weight - left.weight)[0];
  const aliased = (best?.targets ?? []).map((target) => path.resolve(paths.root, target.replace("*", best.star)));
  return paths.baseUrl ? [...aliased, path.resolve(paths.root, request)] : aliased;
};
