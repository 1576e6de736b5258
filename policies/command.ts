import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { ruleTable, withRuleTable } from "./catalogue";

const README = path.join(__dirname, "README.md");

const options = new Command("npm run policies --")
  .description("Prints the rules of the policy pack.")
  .option("--list", "print the table of rules (the default)")
  .option("--write", "write the table into the pack's README instead")
  .allowExcessArguments(false)
  .parse()
  .opts<{ readonly write?: boolean }>();

if (options.write) writeFileSync(README, withRuleTable(readFileSync(README, "utf8")));
else process.stdout.write(`${ruleTable()}\n`);
