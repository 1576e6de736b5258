import { element } from "./element";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const steps = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 7],
] as const;

/** A moment as people say it: "3 min. ago" within a week, the date before. The exact time shows on hover. */
export function timeElement(iso: string): HTMLTimeElement {
  const moment = new Date(iso);
  return element("time", { datetime: iso, title: moment.toLocaleString() }, sayMoment(moment, new Date()));
}

export function sayMoment(moment: Date, now: Date): string {
  let amount = (moment.getTime() - now.getTime()) / 1000;
  if (amount > -10) return "just now";
  for (const [unit, many] of steps) {
    if (-amount < many) return relative.format(Math.round(amount), unit);
    amount /= many;
  }
  return moment.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}
