import Big from "big.js";
import type { Price } from "./prices/table";

/** A quantity as pricers write it; always turned into a decimal before any sum. */
export type Quantity = Big | number | string;

/** Hours that a resource runs in a month: AWS's own convention. */
export const HOURS_PER_MONTH = 730;

/** One thing that is billed for a resource, before its price is looked up. */
export interface Charge {
  /** What is billed, such as `NAT gateway`; names follow the price pages and infracost where it has one. */
  readonly item: string;
  /** usage: the quantity comes from traffic or data, not from the arguments. */
  readonly kind: "fixed" | "usage";
  /** Key in the price table, or a price that the caller declared. */
  readonly price: string | Price;
  /** The unit shown: `hours`, `GB`, `1M requests`. */
  readonly unit: string;
  /** Units shown per month; null when it depends on usage that nobody declared. */
  readonly quantity: Big | null;
  /** Units of the price in one unit shown: 1,000,000 for `1M requests`, 730 for a whole month of an hourly price. */
  readonly per: number;
  /** How the quantity came about, such as `3 × 730 h`. */
  readonly note?: string;
  /** How many things run all month, where the charge stops while they are off. */
  readonly running?: Big;
  /** The region whose price holds, where it is not the resource's own. */
  readonly region?: string;
  /** Names each tier in the item: `(first 10TB)`. Otherwise only the tiers after the first are named. */
  readonly namedTiers?: boolean;
  /** The free first tier of the price is always free (true), or only with the free-tier option (false, the default). */
  readonly alwaysFree?: boolean;
  /** On the AWS bill, but not counted by infracost: left out when comparing with it. */
  readonly beyondInfracost?: boolean;
  /** Shown in a comparison with infracost only: not on the AWS bill, or hardly ever. */
  readonly onlyInfracost?: boolean;
  /** What infracost takes it for, where that is not its kind. */
  readonly infracostKind?: Charge["kind"];
}

/** A part of the bill that cannot be priced, with the reason. */
export interface Gap {
  readonly gap: string;
  /** Nothing that infracost would bill either: left out when comparing with it. */
  readonly beyondInfracost?: boolean;
}

/** Something that a quantity takes for granted; printed beside the figures. */
export interface Assumed {
  /** Half a sentence about the resource, which stands before it. */
  readonly assumption: string;
}

export type Component = Charge | Gap | Assumed;

export function isCharge(component: Component): component is Charge {
  return "item" in component;
}

export type ChargeDetails = Partial<
  Pick<
    Charge,
    "note" | "region" | "namedTiers" | "alwaysFree" | "beyondInfracost" | "onlyInfracost" | "infracostKind" | "per"
  >
>;

/** A charge that follows from the arguments alone. */
export function fixed(
  item: string,
  price: string,
  quantity: Quantity,
  unit: string,
  details: ChargeDetails = {},
): Charge {
  return { per: 1, ...details, item, kind: "fixed", price, unit, quantity: new Big(quantity) };
}

/** A charge by use; a null quantity depends on usage that nobody declared. */
export function byUsage(
  item: string,
  price: string | Price,
  quantity: Quantity | null,
  unit: string,
  details: ChargeDetails = {},
): Charge {
  return {
    per: 1,
    ...details,
    item,
    kind: "usage",
    price,
    unit,
    quantity: quantity === null ? null : new Big(quantity),
  };
}

/** Events counted by the thousand or million: `count` of them, shown as `1M requests`. */
export function counted(
  item: string,
  price: string | Price,
  count: Big | null,
  per: number,
  unit: string,
  details: ChargeDetails = {},
): Charge {
  return byUsage(item, price, count === null ? null : count.div(per), unit, { ...details, per });
}

/** Hours of `count` things that run all month, unless usage says for how many hours (`monthly_hrs`). */
export function hourly(item: string, price: string, count: Quantity, details: ChargeDetails = {}): Charge {
  const many = new Big(count);
  const note = many.eq(1) ? {} : { note: `${many.toFixed()} × ${HOURS_PER_MONTH} h` };
  return { ...fixed(item, price, many.times(HOURS_PER_MONTH), "hours", { ...note, ...details }), running: many };
}

/** The same charge of something that runs for some hours of the month only, such as by day. */
export function duringHours(component: Component, hours: Big | null): Component {
  if (hours === null || !isCharge(component) || component.running === undefined) return component;
  const { running, note: _, ...charge } = component;
  const note = running.eq(1) ? {} : { note: `${running.toFixed()} × ${hours.toFixed()} h` };
  if (charge.unit === "hours") return { ...charge, ...note, quantity: running.times(hours) };
  return { ...charge, per: hours.toNumber(), note: `${running.toFixed()} ${charge.unit} × ${hours.toFixed()} h` };
}

/** The whole month of an hourly price, shown by the thing instead of by the hour: `4 CPU` at 29.55 USD. */
export function wholeMonth(
  item: string,
  price: string,
  count: Quantity,
  unit: string,
  details: ChargeDetails = {},
): Charge {
  return { ...fixed(item, price, count, unit, { per: HOURS_PER_MONTH, ...details }), running: new Big(count) };
}

/** A charge that few programs ever meet: shown where usage is declared, and in a comparison with infracost. */
export function rarelyUsed(charge: Charge): Charge {
  return charge.quantity === null ? { ...charge, onlyInfracost: true } : charge;
}

export function gap(reason: string): Gap {
  return { gap: reason };
}

/** What AWS bills and infracost does not: left out when comparing with it. */
export function beyondInfracost(components: readonly Component[]): Component[] {
  return components.map((each) => ("assumption" in each ? each : { ...each, beyondInfracost: true }));
}

/** What infracost bills and AWS does not, or otherwise: there in a comparison with it only. */
export function onlyInfracost(components: readonly Component[]): Component[] {
  return components.filter(isCharge).map((each) => ({ ...each, onlyInfracost: true }));
}

export function assume(assumption: string): Assumed {
  return { assumption };
}

/** Charges put under a heading, as in `root_block_device / Storage`. */
export function under(heading: string, components: readonly Component[]): Component[] {
  return components.map((each) => (isCharge(each) ? { ...each, item: `${heading} / ${each.item}` } : each));
}

/** The same charges for several equal things, such as the volumes of a fleet. */
export function times(count: Quantity, components: readonly Component[]): Component[] {
  const many = new Big(count);
  if (many.eq(1)) return [...components];
  return components.map((each) => {
    if (!isCharge(each) || each.quantity === null) return each;
    const { note: _, running, ...rest } = each;
    const hours = each.unit === "hours" ? "h" : each.unit;
    return {
      ...rest,
      ...(running === undefined ? {} : { running: running.times(many) }),
      quantity: each.quantity.times(many),
      note: `${many.toFixed()} × ${each.quantity.toFixed()} ${hours}`,
    };
  });
}
