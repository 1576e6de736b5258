// Files that spare the next start some work. Where they cannot be kept, as on a read-only disk, the work is done each time.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** Writes a file that another start may read at the same time: it is there as a whole or not at all. */
exports.keep = (file, content) => {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const whole = `${file}.${process.pid}`;
    fs.writeFileSync(whole, content);
    fs.renameSync(whole, file);
  } catch {
    // The next start makes it again.
  }
};
