import { families } from "./rules";

const START = "<!-- rules -->";
const END = "<!-- /rules -->";

/** Every rule as a table in Markdown, by family, with links as from the pack's README. */
export function ruleTable(): string {
  const rows = Object.entries(families).flatMap(([family, rules]) =>
    rules.map(
      ({ name, description, severity, url }) =>
        `| [${name}](${family}/${name}.ts) | ${description} [Source](${url}) | ${severity} |`,
    ),
  );
  return ["| rule | what it asks | severity |", "| --- | --- | --- |", ...rows].join("\n");
}

/**
 * A document with the table in place of what stands between its marks.
 * @throws Error when the document lacks the marks
 */
export function withRuleTable(document: string): string {
  const [start, end] = [document.indexOf(START), document.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`the document has no ${START} … ${END} to put the table of rules into`);
  return `${document.slice(0, start)}${START}\n${ruleTable()}\n${document.slice(end)}`;
}
