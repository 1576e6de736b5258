// Loaded by node before the preview itself (`--require`): lets node load its TypeScript, quickly from the second time on.
"use strict";

const path = require("node:path");

if (process.env.PREVIEW_DEBUG) {
  // Slower, with frames in the sources.
  require("tsx/cjs");
} else {
  const { keepCode } = require("./code.cjs");
  const { runOwnTypeScript } = require("../recorder/child/typescript.cjs");
  const saves = [keepCode("preview", () => true), runOwnTypeScript(path.join(__dirname, "..", ".."))];
  process.on("exit", () => {
    for (const save of saves) save();
  });
}
