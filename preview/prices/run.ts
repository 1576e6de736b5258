import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { PRICED_REGIONS, type Price } from "../../model/cost/prices/table";
import { didYouMean } from "../../model/cost/usage-file/nearest";
import { printText } from "../command/print";
import { ExitCode, optionFault, reportFailure, UsageError } from "../failure";
import { download } from "./download";
import { offerRows } from "./offer";
import { pricesIn, type RefreshedTable, refreshed, SOURCE } from "./refreshed";
import { SELECTORS } from "./selectors";

const HELP = `Usage: npm run prices -- refresh [options]

Rebuilds the price table from the AWS Price List bulk files; no account needed. What was downloaded is kept, so that a second
run goes on where the first was cut off. A price that vanished, moved by more than 30 % or changed its unit is shown, and
nothing is written until --accept says that it is right.

  --region <name>  one region (default: all of the table)
  --accept         write the table although there are such prices
  --from <url>     where the price list is (default: https://pricing.us-east-1.amazonaws.com)`;

/** Where things are; tests have others. */
export interface Places {
  /** Folder of the price table. */
  readonly table: string;
  /** Folder for downloads. */
  readonly cache: string;
}

interface Wish {
  readonly regions: readonly string[];
  readonly accept: boolean;
  readonly from: string;
}

/** Runs the command; returns its exit code. */
export async function runPrices(argv: readonly string[], places: Places, today = new Date()): Promise<ExitCode> {
  try {
    const wish = wishOf(argv);
    if (wish === undefined) {
      await printText(HELP);
      return ExitCode.Fine;
    }
    return await refresh(wish, places, today);
  } catch (error) {
    return reportFailure(error);
  }
}

/** Every region first, then all files at once: a run that fails leaves the table as it was. */
async function refresh({ regions, accept, from }: Wish, places: Places, today: Date): Promise<ExitCode> {
  const tables = new Map<string, RefreshedTable>();
  for (const region of regions) tables.set(region, await refreshRegion(region, from, places));
  for (const [region, { updated, added, kept, surprises }] of tables) {
    process.stdout.write(`${region}: ${updated} prices read anew, ${added} added, ${kept} kept as they were\n`);
    for (const { key, what } of surprises) process.stdout.write(`  ${key} ${what}\n`);
  }
  const surprising = [...tables.values()].some(({ surprises }) => surprises.length > 0);
  if (surprising && !accept) {
    process.stdout.write("Nothing was written: look at these, then run it again with --accept.\n");
    return ExitCode.MandatoryFindings;
  }
  for (const [region, { prices }] of tables) write(path.join(places.table, `${region}.json`), onePerLine(prices));
  writeSnapshot(places.table, from, today.toISOString().slice(0, 10));
  return ExitCode.Fine;
}

async function refreshRegion(region: string, from: string, { table, cache }: Places): Promise<RefreshedTable> {
  const found = new Map<string, Price>();
  for (const service of new Set(SELECTORS.map((selector) => selector.service))) {
    const url = `${from}/offers/v1.0/aws/${service}/current/${region}/index.csv`;
    const file = await download(url, path.join(cache, `${service}-${region}.csv`), progressOf(`${service} ${region}`));
    for (const [key, price] of await pricesIn(offerRows(file, url), service)) found.set(key, price);
  }
  const old = JSON.parse(readFileSync(path.join(table, `${region}.json`), "utf8")) as readonly Price[];
  return refreshed(old, found);
}

/** A line that is written over on a terminal, nothing elsewhere. */
function progressOf(what: string): (bytes: number, of: number | null) => void {
  return (bytes, of) => {
    if (!process.stderr.isTTY) return;
    const share = of === null ? "" : ` of ${Math.round(of / 1e6)}`;
    process.stderr.write(`\r${what}: ${Math.round(bytes / 1e6)}${share} MB `);
  };
}

function writeSnapshot(table: string, from: string, today: string): void {
  const file = path.join(table, "snapshot.json");
  const snapshot = JSON.parse(readFileSync(file, "utf8")) as { sources: object };
  const source = {
    repo: "AWS Price List bulk files",
    path: `${from}/offers/v1.0/aws`,
    asOf: today,
    kind: "price-list",
  };
  const sources = { ...snapshot.sources, [SOURCE]: source };
  write(file, `${JSON.stringify({ ...snapshot, snapshotDate: today, sources }, null, 1)}\n`);
}

function onePerLine(prices: readonly Price[]): string {
  return `[\n${prices.map((price) => JSON.stringify(price)).join(",\n")}\n]\n`;
}

/** Never half a file under its name. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function wishOf(argv: readonly string[]): Wish | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        region: { type: "string" },
        accept: { type: "boolean" },
        from: { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (values.help) return undefined;
    if (positionals.join(" ") !== "refresh") throw new Error(`"${positionals.join(" ")}" is not refresh`);
    const { region, accept = false, from = "https://pricing.us-east-1.amazonaws.com" } = values;
    if (region !== undefined && !PRICED_REGIONS.includes(region)) {
      throw new Error(
        `--region ${region} is none of ${PRICED_REGIONS.join(", ")}${didYouMean(region, PRICED_REGIONS)}`,
      );
    }
    if (!URL.canParse(from)) throw new Error(`--from ${from} is no URL, such as http://localhost:8080`);
    return { regions: region === undefined ? PRICED_REGIONS : [region], accept, from };
  } catch (error) {
    throw new UsageError(`${optionFault(error)} (see npm run prices -- --help)`);
  }
}
