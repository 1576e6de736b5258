import type { CostLine } from "../../../model/assessment";
import { type CostShare, costBreakdown } from "../../../model/cost/breakdown";
import { missingPrices } from "../../../model/cost/missing";
import { agedSnapshot } from "../../../model/cost/prices/age";
import type { Report } from "../../report/report";
import { savingText } from "../capacity";
import { placeOf, quantity, usd } from "../cost";
import { counted, displayResource } from "../names";
import { type Content, type Element, folded, h, list, paragraph, section, table } from "./elements";

/** Lines of the bill that are shown without asking. */
const SHOWN_LINES = 15;

/** The bill by tier, component and line; what has no figure beside it, never in it. */
export function costSection({ plan, cost, saving }: Report, today: Date): Element {
  const { byTier, byComponent } = costBreakdown(plan, cost.lines);
  const priced = cost.lines.filter(({ monthly }) => monthly !== null);
  const open = cost.lines.filter(({ monthly }) => monthly === null);
  const aged = agedSnapshot(cost.snapshotDate, today);
  return section(
    "cost",
    "Cost",
    paragraph(
      h("strong", null, `${usd(cost.monthly.total)} a month`),
      ` in ${cost.region}: ${usd(cost.monthly.fixed)} fixed, ${usd(cost.monthly.usage)} by usage. Prices of ${cost.snapshotDate}, on demand, before tax.`,
    ),
    ...(aged === undefined ? [] : [paragraph(aged)]),
    ...(saving === null ? [] : [paragraph(h("strong", null, "Could be cheaper: "), savingText(saving))]),
    shares("By tier", byTier, (name) => name),
    shares("By component", byComponent, placeOf),
    lines(`The ${Math.min(SHOWN_LINES, priced.length)} largest lines`, priced.slice(0, SHOWN_LINES)),
    ...(priced.length > SHOWN_LINES
      ? [
          folded(
            counted(priced.length - SHOWN_LINES, "more line"),
            false,
            lines("The other lines", priced.slice(SHOWN_LINES)),
          ),
        ]
      : []),
    ...(open.length === 0
      ? []
      : [folded(`${counted(open.length, "line")} that depend on usage`, false, openLines(open))]),
    ...unpriced(cost.unpriced),
    ...(cost.assumptions.length === 0 ? [] : [folded("Usage assumed", false, list(cost.assumptions))]),
  );
}

function shares(title: string, all: readonly CostShare[], nameOf: (name: string) => string): Element {
  const columns = [
    { title: title === "By tier" ? "tier" : "component" },
    { title: "a month", numeric: true },
    { title: "fixed", numeric: true },
    { title: "by usage", numeric: true },
    { title: "open lines", numeric: true },
  ];
  return table(
    title,
    columns,
    all.map(({ name, total, fixed, usage, open }) => [nameOf(name), usd(total), usd(fixed), usd(usage), String(open)]),
  );
}

function lines(title: string, shown: readonly CostLine[]): Element {
  const columns = [
    { title: "resource" },
    { title: "item" },
    { title: "quantity × price" },
    { title: "kind" },
    { title: "a month", numeric: true },
  ];
  return table(
    title,
    columns,
    shown.map((line) => [
      placeOf(line.urn),
      line.item,
      quantity(line),
      line.kind === "fixed" ? "fixed" : "by usage",
      usd(line.monthly ?? "0"),
    ]),
  );
}

function openLines(open: readonly CostLine[]): Element {
  return table(
    "Depends on usage that nobody declared",
    [{ title: "resource" }, { title: "item" }, { title: "price" }],
    open.map((line) => [placeOf(line.urn), line.item, quantity(line)]),
  );
}

function unpriced(all: Report["cost"]["unpriced"]): readonly Content[] {
  if (all.length === 0) return [];
  const reasons = missingPrices(all).map(
    ({ reason, resources }) =>
      `${reason}: ${[...new Set(resources.map(({ urn }) => displayResource(urn)))].join(", ")}`,
  );
  const many = new Set(all.map(({ urn }) => urn)).size;
  return [
    h("h3", null, `Not priced: ${counted(many, "resource")}, so the bill is higher than this sum`),
    list(reasons),
  ];
}
