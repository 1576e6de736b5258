import { loadSeldomUsedLate } from "../../policies/late-loading.cjs";

// Before anything loads the SDK, as the policies do.
loadSeldomUsedLate();

const { runMutate } = require("./run") as typeof import("./run");

void runMutate(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
