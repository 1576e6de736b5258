// Says what a compiler or node cannot parse: one sentence with file, line, column and the program's own line.
"use strict";

const { createRequire } = require("node:module");
const path = require("node:path");
const { fileURLToPath } = require("node:url");

/** What ts-node calls such an error; the SDK tells it without frames. */
const NAME = "TSError";
const COMPILED = /\.[cm]?tsx?$/;
/** What node puts before the stack: the place, the line, and a caret below its column. */
const NODE_PLACE = /^((?:file:\/\/)?[^\n]+?):(\d+)\n([^\n]*)\n( *)\^+/;

/**
 * An error that is one sentence.
 * @param refused file; line and column from 1; what is wrong; the line as it is written; how many more mistakes there are
 */
exports.syntaxError = (refused) => {
  const error = new Error(sentence(refused));
  error.name = NAME;
  error.stack = `${NAME}: ${error.message}`;
  return error;
};

/** The same sentence for what node itself refused; undefined for any other error. */
exports.sentenceOfNode = (error, settings) => {
  if (error?.name !== "SyntaxError" || typeof error.stack !== "string") return undefined;
  const [, named, line, text = "", indent = ""] = NODE_PLACE.exec(error.stack) ?? [];
  if (named === undefined) return isUnplaced(error) ? sentenceOfModules(settings) : undefined;
  const file = named.startsWith("file:") ? fileURLToPath(named) : named;
  // Node read what a compiler made of it: its lines are not those of the source.
  if (COMPILED.test(file)) return sentence({ file, message: error.message });
  return sentence({ file, line: Number(line), column: indent.length + 1, message: error.message, text });
};

/** Of an ES module, node keeps the place to itself: its stack holds node's own frames alone. */
function isUnplaced({ stack }) {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames.every(
    (frame) => /\(node:internal\/|at (async )?node:internal\//.test(frame) || frame.includes("node_modules"),
  );
}

/** The first mistake in the program's own modules, found by following its imports. */
function sentenceOfModules({ workingDirectory, fallback }) {
  try {
    const entry = createRequire(path.join(workingDirectory, "program.js")).resolve(workingDirectory);
    const esbuild = createRequire(require.resolve("tsx/package.json", { paths: [fallback] }))("esbuild");
    const settings = { bundle: true, write: false, packages: "external", platform: "node", logLevel: "silent" };
    esbuild.buildSync({ ...settings, format: "esm", entryPoints: [entry] });
  } catch (failure) {
    const refused = exports.refusedByEsbuild(failure);
    return refused && sentence({ ...refused, file: path.resolve(refused.file) });
  }
  return undefined;
}

/** What esbuild says of a file, for `syntaxError`; undefined where it failed for another reason. */
exports.refusedByEsbuild = ({ errors: [first, ...others] = [] }) =>
  first?.location
    ? {
        file: first.location.file,
        line: first.location.line,
        column: first.location.column + 1,
        message: first.text,
        text: first.location.lineText,
        more: others.length,
      }
    : undefined;

/** What TypeScript says of a file, for `syntaxError`; undefined where it could be parsed. */
exports.refusedByTypeScript = (ts, diagnostics = []) => {
  const [first, ...others] = diagnostics.filter(({ file, start }) => file !== undefined && start !== undefined);
  if (first === undefined) return undefined;
  const { line, character } = ts.getLineAndCharacterOfPosition(first.file, first.start);
  return {
    file: first.file.fileName,
    line: line + 1,
    column: character + 1,
    message: ts.flattenDiagnosticMessageText(first.messageText, " "),
    text: first.file.text.split(/\r?\n/)[line],
    more: others.length,
  };
};

function sentence({ file, line, column, message, text = "", more = 0 }) {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  const shown = text.trim() === "" ? "" : `, in the line \`${text.trim()}\``;
  const others = more === 0 ? "" : `; ${more === 1 ? "another mistake follows" : `${more} more mistakes follow`}`;
  return `${place} is not valid: ${message.replace(/\.$/, "")}${shown}${others}.`;
}
