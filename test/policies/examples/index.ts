import { readdirSync } from "node:fs";
import path from "node:path";
import { program } from "../single-points/program/case";

const FOLDER = path.join(__dirname, "../../../policies/examples");

/** What each example's module exports. */
interface Example {
  readonly before: () => void;
  readonly after: () => void;
}

for (const file of readdirSync(FOLDER).filter((each) => each.endsWith(".ts"))) {
  const { before, after } = require(path.join(FOLDER, file)) as Example;
  const rule = path.basename(file, ".ts");
  program(`${rule} before`, [], before);
  program(`${rule} after`, [], after);
}
