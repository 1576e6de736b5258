import type { FailureOutcome } from "../../../model/assessment";
import type { Report } from "../../report/report";
import { cellText, domainName, failureSummary, grouped, type Row } from "../failure-matrix";
import { badge, type Content, type Element, folded, h, list, paragraph, section, table } from "./elements";

const TONES = {
  survives: "good",
  degrades: "fair",
  recovers: "fair",
  "needs-person": "bad",
  unknown: "plain",
} as const;

/** Each failure domain against each flow, and why what does not survive does not. */
export function failureSection({ failures, availability }: Report): Element {
  const flows = [...new Set(failures.map(({ flow }) => flow))];
  const rows = grouped(failures);
  const content: readonly Content[] =
    failures.length === 0
      ? [paragraph("No flow found: nothing in this program takes requests or messages.")]
      : [
          paragraph(`${failureSummary(failures)}.`),
          table(
            "What each failure does to each flow",
            [{ title: "what fails" }, { title: "which" }, ...flows.map((title) => ({ title }))],
            rows.map((row) => [
              row.kind,
              row.domains.map(domainName).join(", "),
              ...flows.map((flow) => outcome(row.cells.get(flow))),
            ]),
          ),
          folded("Why, and where the figures come from", false, list(reasons(rows))),
        ];
  const promises = availability.map(
    ({ flow, minutesPerMonth, arithmetic }) => `${flow}: ${minutesPerMonth} min a month (${arithmetic})`,
  );
  return section(
    "failures",
    "Failures",
    ...content,
    ...(promises.length === 0
      ? []
      : [folded("What AWS's published service levels add up to: promises, not measurements", false, list(promises))]),
  );
}

function outcome(failure: FailureOutcome | undefined): Content {
  if (failure === undefined) return h("span", { class: "dim" }, "not affected");
  return badge(TONES[failure.outcome], cellText(failure));
}

/** Each reason once, with its source. */
function reasons(rows: readonly Row[]): readonly string[] {
  const cells = rows.flatMap((row) => [...row.cells.values()]).filter((cell) => cell.outcome !== "survives");
  return [
    ...new Set(cells.map(({ kind, reason, source }) => `${kind}: ${reason}${source === null ? "" : ` [${source}]`}`)),
  ];
}
