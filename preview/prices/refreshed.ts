import Big from "big.js";
import type { Price } from "../../model/cost/prices/table";
import type { OfferRow } from "./offer";
import { SELECTORS, type Selector, UNITS } from "./selectors";

/** A price that somebody should look at before the table is replaced. */
export interface Surprise {
  readonly key: string;
  readonly what: string;
}

export interface RefreshedTable {
  readonly prices: readonly Price[];
  readonly updated: number;
  readonly added: number;
  /** Prices that no selector covers: they stay, with their own source and date. */
  readonly kept: number;
  readonly surprises: readonly Surprise[];
}

/** Share by which a price may move without being shown. */
const MOST_MOVE = 0.3;
/** Id of the source in the snapshot's list. */
export const SOURCE = "aws-price-list";

/** The prices that some rows of an offer give, by key. Of several rows for one key the first that costs something counts. */
export async function pricesIn(rows: AsyncIterable<OfferRow>, service: string): Promise<ReadonlyMap<string, Price>> {
  const found = new Map<string, Price>();
  const selectors = SELECTORS.filter((selector) => selector.service === service);
  for await (const row of rows) {
    const key = keyOf(row, selectors);
    const usd = row.PricePerUnit ?? "";
    if (key === undefined || found.has(key) || !/^\d+(\.\d+)?$/.test(usd) || new Big(usd).eq(0)) continue;
    found.set(key, {
      key,
      unit: UNITS[row.Unit ?? ""] ?? row.Unit ?? "",
      usd: new Big(usd).toFixed(),
      source: SOURCE,
      asOf: (row.EffectiveDate ?? "").slice(0, 10),
      confidence: "A",
    });
  }
  return found;
}

function keyOf(row: OfferRow, selectors: readonly Selector[]): string | undefined {
  for (const { key } of selectors) {
    const found = key(row);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lays new prices over a region's table, and names every one that vanished, moved by more than 30 % or changed its unit. */
export function refreshed(table: readonly Price[], found: ReadonlyMap<string, Price>): RefreshedTable {
  const surprises: Surprise[] = [];
  let updated = 0;
  let kept = 0;
  const prices = table.map((old) => {
    const price = found.get(old.key);
    if (price === undefined) {
      if (SELECTORS.some(({ covers }) => covers.test(old.key)))
        surprises.push({ key: old.key, what: "is in the table and not in the price list" });
      else kept++;
      return old;
    }
    updated++;
    surprises.push(...surprisesOf(old, price));
    return price;
  });
  const known = new Set(table.map(({ key }) => key));
  const added = [...found.values()].filter(({ key }) => !known.has(key));
  return { prices: [...prices, ...added], updated, added: added.length, kept, surprises };
}

function surprisesOf(old: Price, price: Price): Surprise[] {
  const move = new Big(price.usd).minus(old.usd).div(old.usd);
  const { key } = old;
  return [
    ...(price.unit === old.unit ? [] : [{ key, what: `is by the ${price.unit}, and was by the ${old.unit}` }]),
    ...(move.abs().gt(MOST_MOVE)
      ? [{ key, what: `moved by ${move.times(100).round(0).toFixed()} %: ${old.usd} → ${price.usd}` }]
      : []),
  ];
}
