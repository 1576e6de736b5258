import { loadSeldomUsedLate } from "../../policies/late-loading.cjs";

// Before anything loads the SDK, as the policies do.
loadSeldomUsedLate();

const { runCurve } = require("./run") as typeof import("./run");

void runCurve(process.argv.slice(2), process.cwd()).then((exitCode) => {
  process.exitCode = exitCode;
});
