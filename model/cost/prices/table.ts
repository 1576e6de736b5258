import apSoutheast1 from "./ap-southeast-1.json";
import euCentral1 from "./eu-central-1.json";
import euWest1 from "./eu-west-1.json";
import globalPrices from "./global.json";
import snapshot from "./snapshot.json";
import usEast1 from "./us-east-1.json";
import usEast2 from "./us-east-2.json";
import usWest1 from "./us-west-1.json";
import usWest2 from "./us-west-2.json";

/** One step of a graduated price: `from` inclusive, `to` exclusive, in the price's unit per month; null is no end. */
export interface Tier {
  readonly from: string;
  readonly to: string | null;
  readonly usd: string;
}

/** One price of the table. Amounts are decimal strings, so that no float ever touches money. */
export interface Price {
  /** Stable name, such as `nat_gateway.hour` or `ec2.ondemand.linux.t3.micro`. */
  readonly key: string;
  /** What `usd` is for: one hour, one GB-month, one request (never thousands or millions). */
  readonly unit: string;
  /** USD per unit in the first paid tier. */
  readonly usd: string;
  /** Graduated price. If the last tier has an end, the price above it was not found. */
  readonly tiers?: readonly Tier[];
  /** Id of the source in the snapshot's list. */
  readonly source: string;
  /** Best known date of the price. */
  readonly asOf: string;
  /** A: machine-extracted or printed on a bill. B: one step removed. C: a table kept by hand. */
  readonly confidence: string;
  /** Ids of other sources that give the same figure. */
  readonly checkedBy?: readonly string[];
  /** Units a month that each resource has free. */
  readonly freeAllowance?: string;
  readonly note?: string;
}

/** Date of the whole table: the day on which its sources were read. */
export const SNAPSHOT_DATE: string = snapshot.snapshotDate;

/** Where prices come from, by the id that each price carries. */
export const PRICE_SOURCES: { readonly [id: string]: { readonly asOf: string } } = snapshot.sources;

/** Services with one price list for the whole world, such as CloudFront and Route 53. */
const GLOBAL = "global";

const TABLES: { readonly [region: string]: readonly Price[] } = {
  [GLOBAL]: globalPrices,
  "us-east-1": usEast1,
  "us-east-2": usEast2,
  "us-west-1": usWest1,
  "us-west-2": usWest2,
  "eu-west-1": euWest1,
  "eu-central-1": euCentral1,
  "ap-southeast-1": apSoutheast1,
};

const indexed = new Map<string, ReadonlyMap<string, Price>>();

function priceIndex(region: string): ReadonlyMap<string, Price> {
  let index = indexed.get(region);
  if (index === undefined) {
    index = new Map((TABLES[region] ?? []).map((price) => [price.key, price]));
    indexed.set(region, index);
  }
  return index;
}

/** Regions the table knows at least some prices of. */
export const PRICED_REGIONS: readonly string[] = Object.keys(TABLES).filter((region) => region !== GLOBAL);

/** Every price of a region, or of the services that have one price list for the world (`global`). */
export function pricesOf(region: string): readonly Price[] {
  return TABLES[region] ?? [];
}

/** Every key that any region, or the world as a whole, has a price of. */
export function priceKeys(): ReadonlySet<string> {
  return new Set(Object.values(TABLES).flatMap((prices) => prices.map(({ key }) => key)));
}

/** The price of a key in a region, or of a global service; undefined where no source was found. */
export function findPrice(key: string, region: string): Price | undefined {
  return priceIndex(region).get(key) ?? priceIndex(GLOBAL).get(key);
}

/** Stands for a region that neither the resource, its provider nor the configuration names. */
export const UNKNOWN_REGION = "unknown";

/** Why there is no price: a sentence that names the key and the region. */
export function noPriceReason(key: string, region: string): string {
  if (region === UNKNOWN_REGION) return `its region is not known: set \`aws:region\` (${key})`;
  if (!PRICED_REGIONS.includes(region)) return `the price table does not cover the region ${region} (${key})`;
  return `the price table has no sourced price for ${key} in ${region}`;
}
