import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { UsageError } from "../failure";

/** One price of an offer file, by its columns. */
export type OfferRow = { readonly [column: string]: string };

/** Columns that every offer file has; without them its format is another one. */
const NEEDED = [
  "TermType",
  "EffectiveDate",
  "StartingRange",
  "EndingRange",
  "Unit",
  "PricePerUnit",
  "Currency",
  "Product Family",
  "usageType",
];
/** Lines about the file itself, before the line of its columns. */
const LINES_BEFORE_COLUMNS = 5;

/**
 * The on-demand prices of an offer file of the AWS Price List, one after the other: the files are too large to hold.
 * @throws UsageError when the file is not in the format that AWS documents
 */
export async function* offerRows(file: string, shown: string): AsyncGenerator<OfferRow> {
  const records = createReadStream(file).pipe(
    parse({ from_line: LINES_BEFORE_COLUMNS + 1, columns: true, relax_column_count: true }),
  );
  let checked = false;
  try {
    for await (const record of records as AsyncIterable<OfferRow>) {
      if (!checked) {
        const missing = NEEDED.find((column) => !(column in record));
        if (missing !== undefined) throw new UsageError(`${shown} has no column ${missing}: its format is another one`);
        checked = true;
      }
      if (record.TermType === "OnDemand" && record.Currency === "USD") yield record;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown} is no CSV as AWS writes it: ${(error as Error).message}`);
  }
  if (!checked) throw new UsageError(`${shown} holds no prices`);
}
