import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { withRuleTable } from "./catalogue";
import { coveragePage } from "./coverage";
import { rulePage } from "./page";
import { families } from "./rules";

const PACK = __dirname;
const PROJECT = path.dirname(PACK);
/** Folder of the rules' pages, from the project's. */
export const PAGES = "docs/policies";

/** Every document that is made from the rules, by its path from the project's folder. */
export function documents(): ReadonlyMap<string, string> {
  const readme = "policies/README.md";
  const pages = Object.entries(families).flatMap(([family, rules]) =>
    rules.map((rule) => {
      const example = `examples/${rule.name}`;
      const config = existsSync(path.join(PACK, `${example}.json`)) ? source(`${example}.json`) : undefined;
      const sources = { family, module: source(`${family}/${rule.name}.ts`), example: source(`${example}.ts`), config };
      return [`${PAGES}/${rule.name}.md`, rulePage(rule, sources)] as const;
    }),
  );
  return new Map([
    [readme, withRuleTable(readFileSync(path.join(PROJECT, readme), "utf8"))],
    [`${PAGES}/coverage.md`, coveragePage()],
    ...pages,
  ]);
}

/** Pages that no rule has, such as that of a rule which has another name now. */
export function leftOver(): readonly string[] {
  const folder = path.join(PROJECT, PAGES);
  const wanted = documents();
  const there = existsSync(folder) ? readdirSync(folder).map((file) => `${PAGES}/${file}`) : [];
  return there.filter((file) => !wanted.has(file));
}

function source(file: string): string {
  const whole = path.join(PACK, file);
  if (!existsSync(whole)) throw new Error(`policies/${file} is missing: a rule's page needs it`);
  return readFileSync(whole, "utf8");
}
