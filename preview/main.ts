import { loadSeldomUsedLate } from "../policies/late-loading.cjs";

// Before anything loads the SDK, as the policies do.
loadSeldomUsedLate();

const { runPreview } = require("./command/run") as typeof import("./command/run");

void runPreview(process.argv.slice(2)).then((exitCode) => {
  // Not process.exit(): output that is still being written to a pipe would be cut.
  process.exitCode = exitCode;
});
