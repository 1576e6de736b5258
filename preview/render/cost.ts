import Big from "big.js";
import type { CostLine, CostReport } from "../../model/assessment";
import { counted, displayResource, urnType } from "./names";
import type { Style } from "./style";
import { table, wrapped } from "./table";

const SHORT_LIST = 12;

/** The monthly cost: what is billed by the hour and what by use apart, the most expensive lines first. */
export function renderCost(cost: CostReport, style: Style): string {
  const { bold, dim } = style.colours;
  const { fixed, usage } = cost.monthly;
  // The sum of what is shown, not of what was rounded away.
  const total = new Big(fixed).round(2).plus(new Big(usage).round(2)).toString();
  const open = cost.lines.filter((line) => line.kind === "usage" && line.monthly === null);
  const head = `${bold("Cost")}  ${bold(usd(total))} a month in ${cost.region}: ${usd(fixed)} fixed, ${usd(usage)} by usage${open.length > 0 ? `, and ${counted(open.length, "line")} that depend on usage` : ""}  ${dim(`(prices of ${cost.snapshotDate}, on demand, before tax)`)}`;
  return [
    head,
    ...section(
      "Fixed",
      cost.lines.filter((line) => line.kind === "fixed"),
      style,
    ),
    ...section(
      "By usage",
      cost.lines.filter((line) => line.kind === "usage"),
      style,
    ),
    ...unpriced(cost, style),
    ...assumptions(cost, style),
  ].join("\n");
}

/** `1234.5` as `1,234.50 USD`. */
export function usd(amount: string): string {
  const [whole = "0", cents = "00"] = new Big(amount).toFixed(2).split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}.${cents} USD`;
}

function section(title: string, lines: readonly CostLine[], style: Style): string[] {
  if (lines.length === 0) return [];
  const { dim } = style.colours;
  const sorted = [...lines].sort((a, b) => Number(b.monthly ?? -1) - Number(a.monthly ?? -1));
  const shown = style.full ? sorted : sorted.slice(0, SHORT_LIST);
  const rows = shown.map((line) => [
    line.monthly === null ? dim("depends on usage") : usd(line.monthly),
    urnType(line.urn) === "pulumi:pulumi:Stack" ? "the stack as a whole" : displayResource(line.urn),
    line.item,
    quantity(line),
  ]);
  return [
    "",
    table(
      style,
      [
        { title: `${title} a month`, align: "right" },
        { title: "resource" },
        { title: "item" },
        { title: "quantity × price" },
      ],
      rows,
    ),
    ...rest(sorted.slice(shown.length), style),
  ];
}

function quantity(line: CostLine): string {
  // One hour, but 1M requests.
  const unit = /^\d/.test(line.unit) ? line.unit : line.unit.replace(/s$/, "");
  const price = `${line.unitPrice} USD per ${unit}`;
  if (line.quantity === null) return price;
  return `${line.quantityNote ?? `${new Big(line.quantity).round(3).toString()}`} × ${price}`;
}

function rest(lines: readonly CostLine[], style: Style): string[] {
  if (lines.length === 0) return [];
  const priced = lines.filter((line) => line.monthly !== null);
  const sum = priced.reduce((total, line) => total.plus(line.monthly ?? 0), new Big(0));
  const together = priced.length === 0 ? "" : `, ${usd(sum.toString())} together`;
  return [style.colours.dim(`  … and ${counted(lines.length, "more line")}${together} (--full shows all)`)];
}

function unpriced(cost: CostReport, style: Style): string[] {
  if (cost.unpriced.length === 0) return [];
  const { yellow } = style.colours;
  const lines = cost.unpriced.map((each) =>
    wrapped(`${displayResource(each.urn)}: ${each.reason}`, style.width, "    "),
  );
  return [
    "",
    yellow(`  Not priced: ${counted(cost.unpriced.length, "resource")}, so the bill is higher than this sum`),
    ...lines,
  ];
}

function assumptions(cost: CostReport, style: Style): string[] {
  if (cost.assumptions.length === 0) return [];
  return [
    "",
    style.colours.dim("  Usage assumed:"),
    ...cost.assumptions.map((each) => style.colours.dim(wrapped(each, style.width, "    "))),
  ];
}
