// Turns a TypeScript file into JavaScript without checking its types: with esbuild, or with TypeScript itself where its
// own output matters.
"use strict";

const { createRequire } = require("node:module");
const fs = require("node:fs");
const path = require("node:path");
const { serialisesFunctions } = require("./serialised.cjs");
const { refusedByEsbuild, refusedByTypeScript, syntaxError } = require("./syntax.cjs");

/** Kinds of module whose imports are node's own: the default import of a CommonJS module is all of it. */
const NODE_MODULES = /^(node(\d+|next)|preserve)$/i;
const COPIED_MODULE = /\b__toESM\((require\("[^"\n]+"\))(?:, 1)?\)/g;

let typeScriptChosen = false;

/**
 * @param own the preview's own files are compiled: they serialise no functions, whatever words they use
 * @param transforms what keeps compiled files from one preview to the next
 */
exports.createCompiler = ({ options: given, sdk, fallback, own = false, transforms }) => {
  const typescriptFile = own ? undefined : locateTypeScript(sdk, fallback);
  const fromTsx = lazy(() => createRequire(require.resolve("tsx/package.json", { paths: [fallback] })));
  const esbuild = lazy(() => fromTsx()("esbuild"));
  const typescript = lazy(() => typescriptFile && require(typescriptFile));
  const compilers = {
    esbuild: lazy(() => `esbuild ${fromTsx()("esbuild/package.json").version}`),
    typescript: lazy(() => `typescript ${versionOf(typescriptFile)} ${process.cwd()}`),
  };
  const options = { ...given, esModuleInterop: given.esModuleInterop ?? interoperates(given, typescriptFile) };
  const told = JSON.stringify(options);
  /** What is kept was made by this file as it was then. */
  const maker = lazy(() => fs.readFileSync(__filename, "utf8"));
  return (filename, format, withMap = false) => {
    const source = fs.readFileSync(filename, "utf8");
    typeScriptChosen ||= !own && (options.emitDecoratorMetadata === true || serialisesFunctions(filename));
    const byTypeScript = typeScriptChosen && format === "cjs" && typescriptFile !== undefined;
    const compile = () =>
      byTypeScript
        ? withTypeScript(typescript(), source, filename, options, withMap)
        : withEsbuild(esbuild(), source, filename, format, options, withMap);
    if (transforms === undefined || withMap) return compile();
    const compiler = byTypeScript ? compilers.typescript() : compilers.esbuild();
    return transforms.reuse(filename, [compiler, maker(), format, told, source], compile);
  };
};

/** Whether imports are node's own where tsconfig.json does not say: with its kinds of module, and since TypeScript 6. */
function interoperates({ module = "" }, typescriptFile) {
  return NODE_MODULES.test(module) || Number.parseInt(versionOf(typescriptFile), 10) >= 6;
}

/** What the package.json of a TypeScript says; "0" where there is none. */
function versionOf(typescriptFile = "") {
  const manifest = path.join(path.dirname(typescriptFile), "..", "package.json");
  return fs.existsSync(manifest) ? JSON.parse(fs.readFileSync(manifest, "utf8")).version : "0";
}

/** The program's own TypeScript, as the SDK finds it; the one that the SDK ships where nobody installed one. */
function locateTypeScript(sdk, fallback) {
  const from = (folder) => () => require.resolve("typescript", { paths: [folder] });
  const shipped = () => require.resolve(path.join(sdk, "vendor", "typescript@3.8.3", "typescript.js"));
  for (const find of [from(process.cwd()), from(sdk), shipped, from(fallback)]) {
    try {
      return find();
    } catch {
      // The next place may have it.
    }
  }
  return undefined;
}

function withEsbuild(esbuild, source, filename, format, options, withMap) {
  const { experimentalDecorators, useDefineForClassFields, target, jsx, jsxFactory, verbatimModuleSyntax } = options;
  const settings = {
    loader: filename.endsWith("x") ? "tsx" : "ts",
    format,
    platform: "node",
    target: `node${process.versions.node}`,
    sourcefile: filename,
    sourcemap: withMap ? "inline" : false,
    tsconfigRaw: {
      compilerOptions: {
        experimentalDecorators,
        useDefineForClassFields,
        target,
        jsx,
        jsxFactory,
        verbatimModuleSyntax,
      },
    },
  };
  const code = transformed(esbuild, source, settings);
  return options.esModuleInterop ? code : code.replace(COPIED_MODULE, "$1");
}

function transformed(esbuild, source, settings) {
  try {
    return esbuild.transformSync(source, settings).code;
  } catch (error) {
    const refused = refusedByEsbuild(error);
    throw refused === undefined ? error : syntaxError(refused);
  }
}

function withTypeScript(ts, source, fileName, options, withMap) {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      ...convertedOptions(ts, options),
      module: ts.ModuleKind.CommonJS,
      moduleResolution: undefined,
      sourceMap: false,
      inlineSourceMap: withMap,
      inlineSources: withMap,
      declaration: false,
      declarationMap: false,
      isolatedModules: true,
      noEmit: false,
      // Frames are mapped to where the source is, as though its JavaScript lay beside it.
      outDir: undefined,
      outFile: undefined,
      rootDir: undefined,
      sourceRoot: undefined,
      mapRoot: undefined,
    },
  });
  const refused = refusedByTypeScript(ts, diagnostics);
  if (refused !== undefined) throw syntaxError(refused);
  return outputText;
}

function convertedOptions(ts, options) {
  const { options: converted } = ts.convertCompilerOptionsFromJson({ target: "es2020", ...options }, process.cwd());
  return converted;
}

function lazy(make) {
  let made;
  let done = false;
  return () => {
    if (!done) {
      made = make();
      done = true;
    }
    return made;
  };
}
