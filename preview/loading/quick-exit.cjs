// Ends a process that has nothing more to do without taking its memory apart first, which a large heap makes a wait of.
"use strict";

/** Node's own: what stands here later takes a call for a program that gives up. */
const { exit } = process;

/** Node takes the heap apart only where the process ends by itself; what was to be written is, and its listeners have run. */
exports.exitQuickly = () => {
  // Only now, so that it comes after the listeners that the process itself has set up meanwhile.
  process.once("beforeExit", () => process.on("exit", () => exit.call(process)));
};
