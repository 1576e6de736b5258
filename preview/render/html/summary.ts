import { unallowedLosses } from "../../report/change";
import { mandatoryViolations, type Report } from "../../report/report";
import { bottleneckText, percent } from "../capacity";
import { usd } from "../cost";
import { counted } from "../names";
import { badge, type Content, type Element, h, paragraph } from "./elements";

/** The answers in one look: what would be there, what it costs, what fails, what breaks a rule. */
export function summary(report: Report): readonly Content[] {
  const { plan, cost, findings, capacity, failures } = report;
  const cloud = plan.resources.filter(({ custom }) => custom).length;
  const violations = findings.filter(({ outcome }) => outcome === "violation").length;
  const open = cost.lines.filter(({ monthly }) => monthly === null).length;
  const fullest =
    capacity === null ? null : Math.max(0, ...capacity.tiers.map(({ utilisationAtMost }) => utilisationAtMost ?? 0));
  const person = failures.filter(({ outcome }) => outcome === "needs-person").length;
  return [
    h(
      "dl",
      { class: "cards" },
      card("Resources", String(cloud), `in ${counted(plan.resources.length - cloud, "component")}`),
      card("A month", usd(cost.monthly.total), `${usd(cost.monthly.fixed)} fixed, ${usd(cost.monthly.usage)} by usage`),
      ...(open + cost.unpriced.length === 0
        ? []
        : [
            card(
              "Not in that sum",
              counted(open, "open line"),
              `${counted(cost.unpriced.length, "part")} without a price`,
            ),
          ]),
      card("Failures", counted(failures.length, "outcome"), `${person} of them need a person`),
      card("Findings", String(violations), `${mandatoryViolations(report).length} mandatory`),
      ...(fullest === null ? [] : [card("Fullest tier", percent(fullest), "at its most, in the busiest minute")]),
    ),
    ...(capacity === null ? [] : [paragraph(`${bottleneckText(capacity)}.`)]),
  ];
}

function card(name: string, figure: string, note: string): Element {
  return h("div", null, h("dt", null, name), h("dd", null, figure, h("small", null, note)));
}

/** Whether the preview passes, as its exit code says. */
export function verdict(report: Report): Element {
  const faults = mandatoryViolations(report).length + unallowedLosses(report.change).length;
  return faults === 0 ? badge("good", "passes") : badge("bad", "fails");
}
