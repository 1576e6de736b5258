// Tells whether a program has the SDK serialise functions: the text of its functions must be what TypeScript gives then.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const SERIALISED =
  /\bdynamic\b|eventHandler|CallbackFunction|callbackFactory|serializeFunction|\bon(Event|Object|Message|Schedule|Item|Log)\w*\(|\.subscribe\(/i;
const RELATIVE_IMPORTS = /\b(?:from|import|require)\s*\(?\s*["'](\.{1,2}(?:\/[^"'\n]*)?)["']/g;
const ENDINGS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

const seen = new Set();

/** Looks once through a file and those that it imports by a relative path: a function is often written in another file. */
exports.serialisesFunctions = (file) => {
  const waiting = [file];
  for (const next of waiting) {
    if (seen.has(next)) continue;
    seen.add(next);
    const source = fs.readFileSync(next, "utf8");
    if (SERIALISED.test(source)) return true;
    for (const [, request] of source.matchAll(RELATIVE_IMPORTS)) {
      const imported = sourceOf(path.resolve(path.dirname(next), request));
      if (imported !== undefined) waiting.push(imported);
    }
  }
  return false;
};

function sourceOf(target) {
  const bare = target.replace(/\.[cm]?jsx?$/, "");
  return ENDINGS.map((ending) => bare + ending).find(
    (candidate) => /\.[cm]?tsx?$/.test(candidate) && fs.existsSync(candidate),
  );
}
