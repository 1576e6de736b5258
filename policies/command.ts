import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { ruleTable } from "./catalogue";
import { documents, leftOver, PAGES } from "./documents";

const PROJECT = path.dirname(__dirname);

const options = new Command("npm run policies --")
  .description("Prints the rules of the policy pack.")
  .option("--list", "print the table of rules (the default)")
  .option("--write", `write it into the pack's README instead, and a page for each rule into ${PAGES}`)
  .allowExcessArguments(false)
  .parse()
  .opts<{ readonly write?: boolean }>();

if (options.write) {
  mkdirSync(path.join(PROJECT, PAGES), { recursive: true });
  for (const file of leftOver()) rmSync(path.join(PROJECT, file));
  for (const [file, text] of documents()) writeFileSync(path.join(PROJECT, file), text);
} else {
  process.stdout.write(`${ruleTable()}\n`);
}
