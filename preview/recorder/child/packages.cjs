// Has the machine code of the program's packages kept: unlike the program, they stay as they are from preview to preview.
"use strict";

const path = require("node:path");
const { keepCode } = require("../../loading/code.cjs");

const IN_PACKAGES = `${path.sep}node_modules${path.sep}`;

exports.keepPackages = ({ sdk }) => {
  const save = keepCode(`program ${sdk}`, (file) => file.includes(IN_PACKAGES));
  process.on("exit", save);
};
