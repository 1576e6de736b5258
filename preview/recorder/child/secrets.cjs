// Remembers what the program makes secret, so that the report of its failure does not tell it.
"use strict";

/** Shorter secrets would blank out ordinary words. */
const SHORTEST = 3;
const MARK = "[secret]";
const known = new Set();

/** The SDK's `secret` makes every secret of the program, those of its configuration too. */
exports.rememberSecrets = (exports) => {
  const { secret } = exports;
  if (typeof secret !== "function") return;
  exports.secret = (value) => {
    remember(value, 0);
    return secret(value);
  };
};

/** What is written out is remembered; what comes later, as a promise or an output, reaches the preview as a secret input. */
function remember(value, depth) {
  if (typeof value === "string" && value.length >= SHORTEST) known.add(value);
  if (value === null || typeof value !== "object" || depth > 5) return;
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return;
  for (const inner of Object.values(value)) remember(inner, depth + 1);
}

exports.withoutSecrets = (text) =>
  [...known].sort((left, right) => right.length - left.length).reduce((left, one) => left.replaceAll(one, MARK), text);
