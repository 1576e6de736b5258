import Big from "big.js";
import type { CostLine, CostReport } from "../../model/assessment";
import { type CostShare, costBreakdown } from "../../model/cost/breakdown";
import { type MissingPrice, missingPrices } from "../../model/cost/missing";
import { agedSnapshot } from "../../model/cost/prices/age";
import type { Plan, Urn } from "../../model/plan";
import { counted, displayResource, urnType } from "./names";
import type { Style } from "./style";
import { table, wrapped } from "./table";

const SHORT_LIST = 12;
const SHORT_NAMES = 4;

/** The monthly cost: what is billed by the hour and what by use apart, the most expensive lines first. */
export function renderCost(cost: CostReport, plan: Plan, style: Style, today = new Date()): string {
  const { bold, dim, yellow } = style.colours;
  const { fixed, usage } = cost.monthly;
  // The sum of what is shown, not of what was rounded away.
  const total = new Big(fixed).round(2).plus(new Big(usage).round(2)).toString();
  const open = cost.lines.filter((line) => line.kind === "usage" && line.monthly === null);
  const head = `${bold("Cost")}  ${bold(usd(total))} a month in ${cost.region}: ${usd(fixed)} fixed, ${usd(usage)} by usage${open.length > 0 ? `, and ${counted(open.length, "line")} that depend on usage` : ""}  ${dim(`(prices of ${cost.snapshotDate}, on demand, before tax)`)}`;
  const aged = agedSnapshot(cost.snapshotDate, today);
  const { byTier, byComponent } = costBreakdown(plan, cost.lines);
  return [
    head,
    ...(aged === undefined ? [] : [yellow(`  ${aged}`)]),
    ...shares("tier", byTier, (name) => name, style),
    ...shares("component", byComponent, placeOf, style),
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

/** Fixed and by usage apart, for each part of the program; nothing where there is but one part. */
function shares(title: string, all: readonly CostShare[], nameOf: (name: string) => string, style: Style): string[] {
  if (all.length < 2) return [];
  const shown = style.full ? all : all.slice(0, SHORT_LIST);
  const rows = shown.map(({ name, fixed, usage, total, open }) => [
    usd(total),
    usd(fixed),
    usd(usage),
    open === 0 ? "" : counted(open, "line"),
    nameOf(name),
  ]);
  const left = all.slice(shown.length);
  const leftUsd = left.reduce((sum, { total }) => sum.plus(total), new Big(0));
  return [
    "",
    table(
      style,
      [
        { title: "A month", align: "right" },
        { title: "fixed", align: "right" },
        { title: "by usage", align: "right" },
        { title: "open", align: "right" },
        { title },
      ],
      rows,
    ),
    ...(left.length === 0
      ? []
      : [
          style.colours.dim(
            `  … and ${counted(left.length, "more")}, ${usd(leftUsd.toFixed())} together (--full shows all)`,
          ),
        ]),
  ];
}

export function placeOf(urn: Urn): string {
  return urnType(urn) === "pulumi:pulumi:Stack" ? "the stack as a whole" : displayResource(urn);
}

function section(title: string, lines: readonly CostLine[], style: Style): string[] {
  if (lines.length === 0) return [];
  const { dim } = style.colours;
  const sorted = [...lines].sort((a, b) => Number(b.monthly ?? -1) - Number(a.monthly ?? -1));
  const shown = style.full ? sorted : sorted.slice(0, SHORT_LIST);
  const rows = shown.map((line) => [
    line.monthly === null ? dim("depends on usage") : usd(line.monthly),
    placeOf(line.urn),
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

export function quantity(line: CostLine): string {
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
  const resources = new Set(cost.unpriced.map(({ urn }) => urn)).size;
  const lines = missingPrices(cost.unpriced).map((missing) =>
    wrapped(missingText(missing, style), style.width, "    "),
  );
  return ["", yellow(`  Not priced: ${counted(resources, "resource")}, so the bill is higher than this sum`), ...lines];
}

/** One resource before its reason; several behind it, so that a reason is read once. */
function missingText({ reason, resources }: MissingPrice, style: Style): string {
  const names = [...new Set(resources.map(({ urn }) => displayResource(urn)))];
  const [only = "", another] = names;
  if (another === undefined) return `${only}: ${reason}`;
  const shown = style.full ? names : names.slice(0, SHORT_NAMES);
  const left = names.length - shown.length;
  return `${reason}: ${names.length} resources (${shown.join(", ")}${left > 0 ? `, and ${left} more` : ""})`;
}

function assumptions(cost: CostReport, style: Style): string[] {
  if (cost.assumptions.length === 0) return [];
  return [
    "",
    style.colours.dim("  Usage assumed:"),
    ...cost.assumptions.map((each) => style.colours.dim(wrapped(each, style.width, "    "))),
  ];
}
