// Loaded by node before the preview itself (`--require`): lets node load its TypeScript, quickly from the second time on.
"use strict";

const path = require("node:path");

if (process.env.PREVIEW_DEBUG) {
  // Slower, with frames in the sources.
  require("tsx/cjs");
} else {
  const { keepCode } = require("./code.cjs");
  const { exitQuickly } = require("./quick-exit.cjs");
  const { keepResolutions } = require("./resolutions.cjs");
  const { runOwnTypeScript } = require("../recorder/child/typescript.cjs");
  const project = path.join(__dirname, "..", "..");
  const saves = [
    keepCode("preview", () => true),
    keepResolutions("preview", path.join(project, "node_modules")),
    runOwnTypeScript(project),
  ];
  process.on("exit", () => {
    for (const save of saves) save();
  });
  exitQuickly();
}
