import type { FailureOutcome } from "../../../model/assessment";
import type { Report } from "../../report/report";
import { cellText, domainName, shortened } from "../failure-cells";
import { listedFailures, MOST_COLUMNS } from "../failure-list";
import { failureSummary, grouped } from "../failure-matrix";
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
  const content: readonly Content[] =
    failures.length === 0
      ? [paragraph("No flow found: nothing in this program takes requests or messages.")]
      : [
          paragraph(`${failureSummary(failures)}.`),
          flows.length > MOST_COLUMNS ? asList(failures) : asMatrix(failures, flows),
          folded(
            "Why, and where the figures come from",
            false,
            list(reasons(listedFailures(failures).map(({ example }) => example))),
          ),
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

const CAPTION = "What each failure does to each flow";

function asMatrix(failures: readonly FailureOutcome[], flows: readonly string[]): Element {
  return table(
    CAPTION,
    [{ title: "what fails" }, { title: "which" }, ...flows.map((title) => ({ title }))],
    grouped(failures).map((row) => [
      row.kind,
      row.domains.map(domainName).join(", "),
      ...flows.map((flow) => outcome(row.cells.get(flow))),
    ]),
  );
}

function asList(failures: readonly FailureOutcome[]): Element {
  return table(
    CAPTION,
    ["what fails", "which", "flows", "outcome"].map((title) => ({ title })),
    listedFailures(failures).map(({ kind, domains, flows, example }) => [
      kind,
      shortened(domains.map(domainName), false),
      shortened(flows, false),
      outcome(example),
    ]),
  );
}

function outcome(failure: FailureOutcome | undefined): Content {
  if (failure === undefined) return h("span", { class: "dim" }, "not affected");
  return badge(TONES[failure.outcome], cellText(failure));
}

/** Each reason once, with its source. */
function reasons(failures: readonly FailureOutcome[]): readonly string[] {
  const broken = failures.filter((cell) => cell.outcome !== "survives");
  return [
    ...new Set(broken.map(({ kind, reason, source }) => `${kind}: ${reason}${source === null ? "" : ` [${source}]`}`)),
  ];
}
