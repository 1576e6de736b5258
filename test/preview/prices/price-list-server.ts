import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Columns of an offer file that the refresh reads, in the order of AWS's own. */
const COLUMNS = [
  "SKU",
  "TermType",
  "EffectiveDate",
  "StartingRange",
  "EndingRange",
  "Unit",
  "PricePerUnit",
  "Currency",
  "Product Family",
  "Instance Type",
  "Tenancy",
  "Operating System",
  "usageType",
  "Pre Installed S/W",
  "CapacityStatus",
  "Volume API Name",
  "Database Engine",
  "Deployment Option",
  "Cache Engine",
] as const;
export type Row = { readonly [column in (typeof COLUMNS)[number]]?: string };

const COMMON: Row = {
  TermType: "OnDemand",
  EffectiveDate: "2026-11-01",
  StartingRange: "0",
  EndingRange: "Inf",
  Currency: "USD",
};

/** An offer file as AWS writes it: five lines about itself, the columns, then a price a line, everything in quotes. */
export function offerFile(code: string, rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  const about = [
    ["FormatVersion", "v1.0"],
    ["Disclaimer", "A list of prices, made for a test."],
    ["Publication Date", "2026-11-01T00:00:00Z"],
    ["Version", "20261101000000"],
    ["OfferCode", code],
  ];
  const prices = rows.map((row) => COLUMNS.map((column) => ({ ...COMMON, ...row })[column] ?? ""));
  return `${[...about, [...COLUMNS], ...prices].map(line).join("\n")}\n`;
}

/** Serves files by path on a free port of this machine, with ranges; may break off a file once. */
export class PriceListServer {
  readonly files = new Map<string, string>();
  /** Bytes after which the next answer breaks off. */
  breakAfter: number | undefined;
  readonly ranges: string[] = [];
  readonly #server: Server = createServer((request, response) => {
    const whole = this.files.get(request.url ?? "");
    if (whole === undefined) {
      response.writeHead(404).end();
      return;
    }
    const etag = `"${whole.length}"`;
    const range =
      request.headers["if-range"] === etag ? /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] : undefined;
    if (range !== undefined) this.ranges.push(range);
    const rest = whole.slice(Number(range ?? 0));
    response.writeHead(range === undefined ? 200 : 206, { "content-length": rest.length, etag });
    if (this.breakAfter === undefined) {
      response.end(rest);
      return;
    }
    response.write(rest.slice(0, this.breakAfter), () => setTimeout(() => response.destroy(), 50));
    this.breakAfter = undefined;
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
