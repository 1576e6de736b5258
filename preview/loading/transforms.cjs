// Keeps what a compiler made of a program's files, so that the compiler is not even loaded while they stay as they are.
"use strict";

const { fingerprint, openStore } = require("./store.cjs");

const MOST_PROGRAMS = 100;

/**
 * @param program folder of the program
 * @returns `reuse` gives what is kept or else makes it; `save` writes what is new
 */
exports.keepTransforms = (program) => {
  const store = openStore("transforms", program, MOST_PROGRAMS);
  return {
    reuse(filename, madeFrom, make) {
      const key = fingerprint(process.version, ...madeFrom);
      const kept = store.get(filename, key);
      if (kept !== undefined) return kept.toString("utf8");
      const made = make();
      store.set(filename, key, Buffer.from(made));
      return made;
    },
    save: () => store.save(),
  };
};
