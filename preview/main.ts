import { runPreview } from "./command/run";

void runPreview(process.argv.slice(2)).then((exitCode) => {
  // Not process.exit(): output that is still being written to a pipe would be cut.
  process.exitCode = exitCode;
});
