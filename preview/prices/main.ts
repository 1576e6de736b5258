import path from "node:path";
import { runPrices } from "./run";

const PROJECT = path.resolve(__dirname, "../..");

void runPrices(process.argv.slice(2), {
  table: path.join(PROJECT, "model", "cost", "prices"),
  cache: path.join(PROJECT, "node_modules", ".cache", "prices"),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
