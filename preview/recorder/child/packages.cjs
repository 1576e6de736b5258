// Has the machine code and the places of the program's packages kept: unlike the program, they stay as they are from preview to preview.
"use strict";

const path = require("node:path");
const { keepCode } = require("../../loading/code.cjs");
const { keepResolutions } = require("../../loading/resolutions.cjs");

const IN_PACKAGES = `${path.sep}node_modules${path.sep}`;

exports.keepPackages = ({ sdk }) => {
  const saves = [keepCode(`program ${sdk}`, (file) => file.includes(IN_PACKAGES)), keepResolutions("program", sdk)];
  process.on("exit", () => {
    for (const save of saves) save();
  });
};
