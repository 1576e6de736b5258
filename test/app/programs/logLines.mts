/** Writes two lines of the log and ends at once, before the time at which lines are written together. */
import { LogLines } from "../../../app/src/logLines.js";

const lines = new LogLines();
lines.write("first\n");
lines.write("last\n");
process.exit(0);
