import type { DeclaredLoad } from "../../model/cost";
import type { Plan, Urn } from "../../model/plan";

/** What an environment may cost a month. Amounts are USD. */
export interface Budget {
  /** Of the whole program. */
  readonly monthlyUsd?: number;
  /** Of a component, by its logical name. */
  readonly componentsUsd?: { readonly [name: string]: number };
  /** What the program cost when somebody last agreed to it: increases count from here. */
  readonly agreedUsd?: number;
  readonly increaseUsd?: number;
  readonly increasePercent?: number;
  /** The load whose use counts too; without it, what is billed by time alone. */
  readonly load?: DeclaredLoad;
}

/** One limit that a program is over. */
export interface Overspent {
  readonly urn: Urn;
  readonly message: string;
}

/** Whether a budget sets any limit. */
export function setsLimit({ monthlyUsd, componentsUsd = {}, agreedUsd }: Budget): boolean {
  return monthlyUsd !== undefined || agreedUsd !== undefined || Object.keys(componentsUsd).length > 0;
}

/** Every limit that a plan goes beyond. Prices are loaded only where there is a limit. */
export function overspent(plan: Plan, budget: Budget): readonly Overspent[] {
  const { monthlyUsd, componentsUsd = {}, agreedUsd, increaseUsd, increasePercent, load } = budget;
  const { estimateCost } = require("../../model/cost") as typeof import("../../model/cost");
  const { costBreakdown } = require("../../model/cost/breakdown") as typeof import("../../model/cost/breakdown");
  const cost = estimateCost(plan, load === undefined ? {} : { usage: load });
  const total = Number(cost.monthly.total);
  const what = load === undefined ? "by the hour" : `by the hour and at ${load.requestsPerSecond} requests a second`;
  const stack = plan.resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? plan.resources[0];
  const over = (urn: Urn | undefined, name: string, usd: number, most: number, limit: string): Overspent[] =>
    urn === undefined || usd <= most
      ? []
      : [{ urn, message: `${name} costs ${money(usd)} a month ${what}, ${money(usd - most)} more than ${limit}.` }];
  const whole = (most: number | undefined, limit: string): Overspent[] =>
    most === undefined ? [] : over(stack?.urn, "The program", total, most, limit);
  const from = agreedUsd === undefined ? undefined : `the ${money(agreedUsd)} that were agreed`;
  return [
    ...whole(monthlyUsd, `its budget of ${money(monthlyUsd ?? 0)}`),
    ...whole(sum(agreedUsd, increaseUsd), `${from} and an increase of ${money(increaseUsd ?? 0)}`),
    ...whole(sum(agreedUsd, share(agreedUsd, increasePercent)), `${from} and an increase of ${increasePercent} %`),
    ...costBreakdown(plan, cost.lines).byComponent.flatMap(({ name: urn, total: usd }) => {
      const name = urn.slice(urn.lastIndexOf("::") + 2);
      const most = componentsUsd[name];
      return most === undefined ? [] : over(urn, name, Number(usd), most, `its budget of ${money(most)}`);
    }),
  ];
}

function sum(from: number | undefined, more: number | undefined): number | undefined {
  return from === undefined || more === undefined ? undefined : from + more;
}

function share(of: number | undefined, percent: number | undefined): number | undefined {
  return of === undefined || percent === undefined ? undefined : (of * percent) / 100;
}

function money(usd: number): string {
  return `${CENTS.format(usd)} USD`;
}

const CENTS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
