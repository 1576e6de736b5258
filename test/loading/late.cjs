// Jest loads every module again for every test file: what the Pulumi SDKs load and hardly ever use is half of it.
"use strict";

const { createHash } = require("node:crypto");
const path = require("node:path");
const { SELDOM_USED } = require("../../policies/late-loading.cjs");

const LATE_LOADING = JSON.stringify(path.join(__dirname, "..", "..", "policies", "late-loading.cjs"));

/** Paths of the modules that are loaded when something is read of them, as one pattern. */
exports.pattern = `(${SELDOM_USED.map((ending) => ending.replaceAll(/[.\\]/g, "\\$&")).join("|")})$`;

/** Jest's transform of those modules. */
exports.process = (source) => ({
  code: `module.exports = require(${LATE_LOADING}).whenUsed(() => {
    const own = { exports: {} };
    ((module, exports) => {${source}
    })(own, own.exports);
    return own.exports;
  });`,
});

/** What jest keeps of an earlier transform holds only for what this file does now. */
exports.getCacheKey = (source, filename) =>
  createHash("sha1")
    .update(exports.process.toString())
    .update(LATE_LOADING)
    .update(filename)
    .update(source)
    .digest("hex");
