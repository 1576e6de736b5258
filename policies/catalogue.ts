import { policies } from "./rules";

const START = "<!-- rules -->";
const END = "<!-- /rules -->";

/** Every rule as a table in Markdown, by family, with links to their pages as from the pack's README. */
export function ruleTable(): string {
  const rows = policies.map(
    ({ name, description, severity, url }) =>
      `| [${name}](../docs/policies/${name}.md) | ${description} [Source](${url}) | ${severity} |`,
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
