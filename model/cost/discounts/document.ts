import Big from "big.js";
import { PRICED_REGIONS, priceKeys } from "../prices/table";
import { InputProblem, isRecord, shown } from "../usage-file/document";
import { didYouMean } from "../usage-file/nearest";
import { type Discounts, serviceOf } from "./own-price";

/** The one version of the format that there is. */
const VERSION = "0.1";
const SECTIONS = ["version", "discounts", "prices"];

/**
 * Reads the content of a discount file: `discounts` gives percent off by service, `prices` own prices by key of the price
 * table, for all regions or below the name of one.
 * @throws InputProblem for an unknown service, key or region, and for anything out of range
 */
export function readDiscounts(content: unknown): Discounts {
  if (!isRecord(content)) throw new InputProblem(`must hold keys and values: ${SECTIONS.join(", ")}`);
  const unknown = Object.keys(content).find((key) => !SECTIONS.includes(key));
  if (unknown !== undefined) throw new InputProblem(`${unknown} is no section of it: it has ${SECTIONS.join(", ")}`);
  if (String(content.version) !== VERSION) {
    throw new InputProblem(`version is ${shown(content.version)}: it must be ${VERSION}`);
  }
  const [keys, services] = [[...priceKeys()], [...new Set([...priceKeys()].map(serviceOf))]];
  const prices = Object.entries(mapping(content.prices, "prices"));
  const regional = prices.filter(([, value]) => isRecord(value));
  return {
    percent: figures(mapping(content.discounts, "discounts"), "discounts", services, percentage),
    prices: figures(Object.fromEntries(prices.filter(([, value]) => !isRecord(value))), "prices", keys, amount),
    byRegion: Object.fromEntries(
      regional.map(([region, value]) => [
        knownRegion(region),
        figures(mapping(value, region), `prices.${region}`, keys, amount),
      ]),
    ),
  };
}

function mapping(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw new InputProblem(`${name} is ${shown(value)}: it must hold a mapping`);
  return value;
}

function figures(
  entries: Readonly<Record<string, unknown>>,
  path: string,
  known: readonly string[],
  read: (value: unknown, path: string) => string,
): { readonly [key: string]: string } {
  const unknown = Object.keys(entries).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputProblem(`${path}.${unknown} is not in the price table${didYouMean(unknown, known)}`);
  }
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, read(value, `${path}.${key}`)]));
}

function percentage(value: unknown, path: string): string {
  if (typeof value === "number" && value >= 0 && value <= 100) return String(value);
  throw new InputProblem(`${path} is ${shown(value)}: it must be percent off the list price, from 0 to 100`);
}

function amount(value: unknown, path: string): string {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return new Big(value).toFixed();
  throw new InputProblem(`${path} is ${shown(value)}: it must be USD for one unit of the price, at least 0`);
}

function knownRegion(region: string): string {
  if (PRICED_REGIONS.includes(region)) return region;
  throw new InputProblem(`prices.${region} is no region of the price table: it has ${PRICED_REGIONS.join(", ")}`);
}
