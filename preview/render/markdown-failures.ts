import type { FailureOutcome } from "../../model/assessment";
import { cellText, domainName, shortened } from "./failure-cells";
import { type ListedFailure, listedFailures } from "./failure-list";
import { table, text } from "./markdown-text";

/** What of GitHub's 65,536 characters a comment may spend on it, since several environments share one. */
const MOST_CHARACTERS = 10_000;

/** Every failure and every flow that it strikes, folded away, the worst first; what survives without a loss is counted. */
export function failuresByFlow(failures: readonly FailureOutcome[]): readonly string[] {
  if (failures.length === 0) return [];
  const listed = listedFailures(failures);
  const felt = listed.filter(({ example }) => example.outcome !== "survives" || (example.capacityShare ?? 1) < 1);
  const rows = felt.map(row);
  const shown = rows.slice(0, fitting(rows));
  const unfelt = listed.length - felt.length;
  const rest = [
    ...(shown.length < rows.length ? [`${rows.length - shown.length} more are in the whole preview.`] : []),
    ...(unfelt > 0 ? [`Nothing is felt of ${unfelt} more.`] : []),
  ];
  const body = shown.length === 0 ? [] : [table(["what fails", "which", "flows", "outcome", "because"], shown)];
  const content = [...body, ...(rest.length > 0 ? [rest.join(" ")] : [])].join("\n\n");
  return [`<details><summary>What each failure does to each flow</summary>\n\n${content}\n\n</details>`];
}

function row({ kind, domains, flows, example }: ListedFailure): readonly string[] {
  const source = example.source === null ? "" : ` [${example.source}]`;
  return [
    kind,
    shortened(domains.map(domainName), false),
    shortened(flows, false),
    cellText(example),
    `${example.reason}${source}`,
  ].map(text);
}

/** How many rows from the first on fit. */
function fitting(rows: readonly (readonly string[])[]): number {
  let characters = 0;
  const over = rows.findIndex((cells) => {
    characters += cells.join(" | ").length;
    return characters > MOST_CHARACTERS;
  });
  return over === -1 ? rows.length : over;
}
