// Turns a TypeScript file into JavaScript without checking its types: with esbuild, or with TypeScript itself where its
// own output matters.
"use strict";

const { createRequire } = require("node:module");
const fs = require("node:fs");
const path = require("node:path");

/** Functions that the SDK serialises: their text must be what TypeScript gives. */
const SERIALISED =
  /\bdynamic\b|CallbackFunction|callbackFactory|serializeFunction|\bon(Event|Object|Message|Schedule|Item|Log)\w*\(|\.subscribe\(/i;
const DYNAMIC_IMPORT_NAMES = /import\s+\*\s+as\s+(\w+)\s+from/g;

let typeScriptChosen = false;

exports.createCompiler = ({ options, sdk, fallback }) => {
  const load = (name) => {
    for (const from of [
      path.join(process.cwd(), "index.js"),
      path.join(sdk, "index.js"),
      path.join(fallback, "index.js"),
    ]) {
      try {
        return createRequire(from)(name);
      } catch {
        // The next place may have it.
      }
    }
    return undefined;
  };
  const esbuild = lazy(() => createRequire(require.resolve("tsx/package.json", { paths: [fallback] }))("esbuild"));
  const typescript = lazy(() => load("typescript"));
  return (filename, format, withMap = false) => {
    const source = fs.readFileSync(filename, "utf8");
    typeScriptChosen ||= needsTypeScript(source, options);
    const ts = typeScriptChosen && format === "cjs" ? typescript() : undefined;
    return ts === undefined
      ? withEsbuild(esbuild(), source, filename, format, options, withMap)
      : withTypeScript(ts, source, filename, options, withMap);
  };
};

function needsTypeScript(source, options) {
  if (SERIALISED.test(source) || options.emitDecoratorMetadata) return true;
  if (options.esModuleInterop) return false;
  const names = [...source.matchAll(DYNAMIC_IMPORT_NAMES)].map(([, name]) => name);
  return names.some((name) => new RegExp(`(^|[^.\\w])(new\\s+)?${name}\\(`).test(source));
}

function withEsbuild(esbuild, source, filename, format, options, withMap) {
  const { experimentalDecorators, useDefineForClassFields, target, jsx, jsxFactory, verbatimModuleSyntax } = options;
  const { code } = esbuild.transformSync(source, {
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
  });
  return code;
}

function withTypeScript(ts, source, fileName, options, withMap) {
  const { outputText } = ts.transpileModule(source, {
    fileName,
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
